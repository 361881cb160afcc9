-- One row per answer of a submission to an item that its survey did not ask.

with submissions as (

    select * from {{ ref('fct_submissions') }}

),

survey_items as (

    select * from {{ ref('dim_survey_items') }}

),

answers as (

    select * from {{ ref('stg_raw__answers') }}

),

unasked as (

    select answers.*
    from answers
    semi join submissions
        on
            answers.survey_code = submissions.survey_code
            and answers.submission_id = submissions.submission_id
    anti join survey_items
        on
            answers.survey_code = survey_items.survey_code
            and answers.question_code = survey_items.question_code
            and answers.item_code = survey_items.item_code

)

select * from unasked
