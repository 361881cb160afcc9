-- One row per survey, question, item and answer: the sum over the regions, which no suppression touches.

with answer_counts as (

    select * from {{ ref('answer_counts') }}

),

summed as (

    select
        survey_code,
        question_code,
        item_code,
        answer_code,
        cast(sum(submission_count) as integer) as submission_count,
        cast(sum(respondent_count) as integer) as respondent_count,
        cast(sum(value_sum) as bigint) as value_sum
    from answer_counts
    group by survey_code, question_code, item_code, answer_code

)

select * from summed
