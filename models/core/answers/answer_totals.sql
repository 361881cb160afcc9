-- One row per survey, region, question, item and answer that was given at least once: how often.
-- Members' counted submissions, and items that the survey asked. The one model that goes through all answers.

with answers as (

    select * from {{ ref('stg_raw__answers') }}

),

submissions as (

    select * from {{ ref('fct_submissions') }}
    where submission_state = 'counted' and respondent_kind = 'member'

),

survey_items as (

    select * from {{ ref('dim_survey_items') }}

),

given as (

    select
        answers.survey_code,
        submissions.region_code,
        answers.question_code,
        answers.item_code,
        answers.answer as answer_code,
        count(*) as submission_count
    from answers
    inner join submissions
        on
            answers.survey_code = submissions.survey_code
            and answers.submission_id = submissions.submission_id
    group by answers.survey_code, submissions.region_code, answers.question_code, answers.item_code, answers.answer

),

asked as (

    select given.*
    from given
    semi join survey_items
        on
            given.survey_code = survey_items.survey_code
            and given.question_code = survey_items.question_code
            and given.item_code = survey_items.item_code

)

select * from asked
