-- One row per survey, region, question, item and answer that was given at least once: how often.
-- Members' counted submissions only.

with answers as (

    select * from {{ ref('fct_answers') }}
    where submission_state = 'counted' and respondent_kind = 'member' and answer_state = 'answered'

),

totals as (

    select
        survey_code,
        region_code,
        question_code,
        item_code,
        answer_code,
        count(*) as submission_count
    from answers
    group by survey_code, region_code, question_code, item_code, answer_code

)

select * from totals
