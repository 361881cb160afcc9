-- One row per submission and item that its survey asked, answered or blank, and one per answer to an item that it did
-- not ask (not applicable). An answer without a submission is not here; a data test names it.

with submissions as (

    select * from {{ ref('fct_submissions') }}

),

survey_items as (

    select * from {{ ref('int_survey_items') }}

),

answers as (

    select * from {{ ref('stg_raw__answers') }}

),

asked as (

    select
        submissions.survey_code,
        submissions.submission_id,
        survey_items.question_code,
        survey_items.item_code,
        survey_items.answer_scale_code
    from submissions
    inner join survey_items
        on submissions.survey_code = survey_items.survey_code

),

answered as (

    select answers.*
    from answers
    semi join submissions
        on
            answers.survey_code = submissions.survey_code
            and answers.submission_id = submissions.submission_id

),

grid as (

    select
        coalesce(asked.survey_code, answered.survey_code) as survey_code,
        coalesce(asked.submission_id, answered.submission_id) as submission_id,
        coalesce(asked.question_code, answered.question_code) as question_code,
        coalesce(asked.item_code, answered.item_code) as item_code,
        coalesce(asked.answer_scale_code, '') as answer_scale_code,
        answered.answer as answer_code,
        case
            when asked.survey_code is null then 'not_applicable'
            when answered.answer is null then 'blank'
            else 'answered'
        end as answer_state
    from asked
    full outer join answered
        on
            asked.survey_code = answered.survey_code
            and asked.submission_id = answered.submission_id
            and asked.question_code = answered.question_code
            and asked.item_code = answered.item_code

)

select * from grid
