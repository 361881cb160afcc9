-- One row per survey, region and question: whether the region's whole block for the question is suppressed.
-- A block is too small when any of its items rests on fewer respondents than the threshold. Where exactly one region
-- is too small, it could be had by subtraction from the national figure: the next smallest is suppressed with it.

with answer_counts as (

    select * from {{ ref('answer_counts') }}

),

surveys as (

    select * from {{ ref('dim_surveys') }}

),

blocks as (

    select
        survey_code,
        region_code,
        question_code,
        min(respondent_count) as respondent_count
    from answer_counts
    group by survey_code, region_code, question_code

),

judged as (

    select
        blocks.survey_code,
        blocks.region_code,
        blocks.question_code,
        blocks.respondent_count,
        blocks.respondent_count < surveys.disclosure_threshold as is_too_small
    from blocks
    inner join surveys
        on blocks.survey_code = surveys.survey_code

),

ordered as (

    select
        *,
        sum(case when is_too_small then 1 else 0 end) over (
            partition by survey_code, question_code
        ) as too_small_count,
        row_number() over (
            partition by survey_code, question_code
            order by respondent_count, region_code
        ) as size_order
    from judged

),

suppressed as (

    select
        survey_code,
        region_code,
        question_code,
        respondent_count,
        is_too_small,
        is_too_small or (too_small_count = 1 and size_order = 2) as is_suppressed
    from ordered

)

select * from suppressed
