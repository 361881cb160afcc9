-- One row per submission and item that its survey asked, answered or blank, and one per answer to an item that it did
-- not ask (not applicable); respondent-level, never released. An answer without a submission is not here; a data test
-- names it.

with submissions as (

    select * from {{ ref('fct_submissions') }}

),

survey_items as (

    select * from {{ ref('dim_survey_items') }}

),

answers as (

    select * from {{ ref('stg_raw__answers') }}

),

answer_options as (

    select * from {{ ref('answer_options') }}

),

asked as (

    select
        submissions.survey_code,
        submissions.submission_id,
        survey_items.question_code,
        survey_items.item_code,
        survey_items.answer_scale_code,
        answers.answer as answer_code,
        case when answers.answer is null then 'blank' else 'answered' end as answer_state
    from submissions
    inner join survey_items
        on submissions.survey_code = survey_items.survey_code
    left join answers
        on
            submissions.survey_code = answers.survey_code
            and submissions.submission_id = answers.submission_id
            and survey_items.question_code = answers.question_code
            and survey_items.item_code = answers.item_code

),

cells as (

    select * from asked
    union all
    select
        answers.survey_code,
        answers.submission_id,
        answers.question_code,
        answers.item_code,
        '' as answer_scale_code,
        answers.answer as answer_code,
        'not_applicable' as answer_state
    from answers
    anti join survey_items
        on
            answers.survey_code = survey_items.survey_code
            and answers.question_code = survey_items.question_code
            and answers.item_code = survey_items.item_code

),

described as (

    select
        cells.survey_code,
        cells.submission_id,
        submissions.respondent_kind,
        submissions.submission_state,
        submissions.region_code,
        cells.question_code,
        cells.item_code,
        cells.answer_code,
        answer_options.answer_value,
        coalesce(answer_options.is_detail, false) as is_detail,
        cells.answer_state
    from cells
    inner join submissions
        on
            cells.survey_code = submissions.survey_code
            and cells.submission_id = submissions.submission_id
    left join answer_options
        on
            cells.answer_scale_code = answer_options.answer_scale_code
            and cells.answer_code = answer_options.answer_code

)

select * from described
