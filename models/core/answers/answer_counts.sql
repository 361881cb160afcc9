-- One row per survey, region, question, item and answer: how often it was given, and by how many of those who answered.
-- The one counting model: complete over survey_items, regions and answer options. Members' counted submissions only.

with item_respondents as (

    select * from {{ ref('int_item_respondents') }}

),

answer_options as (

    select * from {{ ref('answer_options') }}

),

answer_totals as (

    select * from {{ ref('answer_totals') }}

),

cells as (

    select
        item_respondents.survey_code,
        item_respondents.region_code,
        item_respondents.question_code,
        item_respondents.item_code,
        item_respondents.respondent_count,
        answer_options.answer_code,
        answer_options.answer_value
    from item_respondents
    inner join answer_options
        on item_respondents.answer_scale_code = answer_options.answer_scale_code

),

counted as (

    select
        cells.survey_code,
        cells.region_code,
        cells.question_code,
        cells.item_code,
        cells.answer_code,
        cast(coalesce(answer_totals.submission_count, 0) as integer) as submission_count,
        cast(cells.respondent_count as integer) as respondent_count,
        cast(cells.answer_value * coalesce(answer_totals.submission_count, 0) as bigint) as value_sum
    from cells
    left join answer_totals
        on
            cells.survey_code = answer_totals.survey_code
            and cells.region_code = answer_totals.region_code
            and cells.question_code = answer_totals.question_code
            and cells.item_code = answer_totals.item_code
            and cells.answer_code = answer_totals.answer_code

)

select * from counted
