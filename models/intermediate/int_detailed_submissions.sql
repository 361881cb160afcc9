-- One row per submission, of any state, that gave details: at least one status of a technology that counts as a detail.

with answers as (

    select * from {{ ref('stg_raw__answers') }}

),

survey_items as (

    select * from {{ ref('int_survey_items') }}

),

details as (

    select * from {{ ref('answer_options') }}
    where is_detail

),

detailed_answers as (

    select
        survey_items.survey_code,
        survey_items.question_code,
        survey_items.item_code,
        details.answer_code
    from survey_items
    inner join details
        on survey_items.answer_scale_code = details.answer_scale_code

),

detailed as (

    select distinct
        answers.survey_code,
        answers.submission_id
    from answers
    semi join detailed_answers
        on
            answers.survey_code = detailed_answers.survey_code
            and answers.question_code = detailed_answers.question_code
            and answers.item_code = detailed_answers.item_code
            and answers.answer = detailed_answers.answer_code

)

select * from detailed
