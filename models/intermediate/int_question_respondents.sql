-- One row per survey, region and multiple choice that somebody answered: how many answered any of its items.
-- Members' counted submissions only. In other questions each item has a base of its own, the answers to it.

with answers as (

    select * from {{ ref('stg_raw__answers') }}

),

submissions as (

    select * from {{ ref('fct_submissions') }}
    where submission_state = 'counted' and respondent_kind = 'member'

),

multiple_choices as (

    select * from {{ ref('int_survey_items') }}
    where question_type = 'multiple'

),

responses as (

    select distinct
        answers.survey_code,
        answers.submission_id,
        answers.question_code
    from answers
    semi join multiple_choices
        on
            answers.survey_code = multiple_choices.survey_code
            and answers.question_code = multiple_choices.question_code
            and answers.item_code = multiple_choices.item_code

),

counted as (

    select
        responses.survey_code,
        submissions.region_code,
        responses.question_code,
        count(*) as respondent_count
    from responses
    inner join submissions
        on
            responses.survey_code = submissions.survey_code
            and responses.submission_id = submissions.submission_id
    group by responses.survey_code, submissions.region_code, responses.question_code

)

select * from counted
