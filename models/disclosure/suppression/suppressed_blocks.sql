-- One row per survey, region and question: whether the region's whole block for the question is suppressed. Where a
-- region is sensitive (too small, or of one answer), all that are smaller go with it, so that it cannot be told which
-- one it is; and the next smallest, until nothing that is suppressed can be had by subtraction from the national
-- figure: at least one where it is alone, and as many as safe_region_counts says.

with block_sizes as (

    select * from {{ ref('block_sizes') }}

),

safe_region_counts as (

    select * from {{ ref('safe_region_counts') }}

),

questions as (

    select * from {{ ref('questions') }}

),

counted as (

    select
        *,
        max(case when is_too_small or is_unanimous then size_order else 0 end) over (
            partition by survey_code, block_code
        ) as last_sensitive_order
    from block_sizes

),

suppressed as (

    select
        counted.survey_code,
        counted.region_code,
        questions.question_code,
        counted.respondent_count,
        counted.is_too_small,
        counted.is_unanimous,
        case
            when counted.last_sensitive_order = 0 then false
            else counted.size_order <= greatest(counted.last_sensitive_order, 2, safe_region_counts.safe_region_count)
        end as is_suppressed
    from counted
    inner join safe_region_counts
        on
            counted.survey_code = safe_region_counts.survey_code
            and counted.block_code = safe_region_counts.block_code
    inner join questions
        on counted.block_code = questions.block_code

)

select * from suppressed
