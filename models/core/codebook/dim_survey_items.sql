-- One row per survey, question and item that the survey asked, with what the question says of its answers.

with survey_items as (

    select * from {{ ref('survey_items') }}

),

questions as (

    select * from {{ ref('questions') }}

),

described as (

    select
        survey_items.survey_code,
        survey_items.question_code,
        coalesce(survey_items.item_code, '') as item_code,
        survey_items.position,
        survey_items.is_required,
        questions.question_type,
        coalesce(questions.answer_scale_code, '') as answer_scale_code,
        questions.maximum_choices
    from survey_items
    inner join questions
        on survey_items.question_code = questions.question_code

)

select * from described
