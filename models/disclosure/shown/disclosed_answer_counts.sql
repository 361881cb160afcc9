-- One row per survey, region, question, item and answer, after disclosure control: what regional marts may show.
-- The only step between regional counts and marts; a suppressed block has nulls for its numbers.

with answer_counts as (

    select * from {{ ref('answer_counts') }}

),

blocks as (

    select * from {{ ref('suppressed_blocks') }}

),

disclosed as (

    select
        answer_counts.survey_code,
        answer_counts.region_code,
        answer_counts.question_code,
        answer_counts.item_code,
        answer_counts.answer_code,
        case when not blocks.is_suppressed then answer_counts.submission_count end as submission_count,
        case when not blocks.is_suppressed then answer_counts.respondent_count end as respondent_count,
        case when not blocks.is_suppressed then answer_counts.value_sum end as value_sum,
        blocks.is_suppressed
    from answer_counts
    inner join blocks
        on
            answer_counts.survey_code = blocks.survey_code
            and answer_counts.region_code = blocks.region_code
            and answer_counts.question_code = blocks.question_code

)

select * from disclosed
