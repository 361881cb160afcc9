-- One row per submission and item that its survey asked, answered or blank, and one per answer to an item that it did
-- not ask (not applicable). An answer without a submission is not here; a data test names it.

with submissions as (

    select * from {{ ref('fct_submissions') }}

),

survey_items as (

    select * from {{ ref('dim_survey_items') }}

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

asked_cells as (

    select
        asked.survey_code,
        asked.submission_id,
        asked.question_code,
        asked.item_code,
        asked.answer_scale_code,
        answers.answer as answer_code,
        case when answers.answer is null then 'blank' else 'answered' end as answer_state
    from asked
    left join answers
        on
            asked.survey_code = answers.survey_code
            and asked.submission_id = answers.submission_id
            and asked.question_code = answers.question_code
            and asked.item_code = answers.item_code

),

unasked_cells as (

    select
        survey_code,
        submission_id,
        question_code,
        item_code,
        '' as answer_scale_code,
        answer as answer_code,
        'not_applicable' as answer_state
    from {{ ref('int_unasked_answers') }}

)

select * from asked_cells
union all
select * from unasked_cells
