-- One row per survey, region, question, item and answer: how often it was given, and by how many of those who answered.
-- The one counting model: complete over survey_items, regions and answer options. Members' counted submissions only.
-- Whoever answered any item of a multiple choice is in the base of all of them; elsewhere each item has its own base.

with surveys as (

    select * from {{ ref('dim_surveys') }}

),

regions as (

    select * from {{ ref('regions') }}

),

survey_items as (

    select * from {{ ref('dim_survey_items') }}

),

answer_options as (

    select * from {{ ref('answer_options') }}

),

answer_totals as (

    select * from {{ ref('answer_totals') }}

),

question_bases as (

    select * from {{ ref('question_respondents') }}

),

item_bases as (

    select
        survey_code,
        region_code,
        question_code,
        item_code,
        sum(submission_count) as respondent_count
    from answer_totals
    group by survey_code, region_code, question_code, item_code

),

counted as (

    select
        survey_items.survey_code,
        regions.region_code,
        survey_items.question_code,
        survey_items.item_code,
        answer_options.answer_code,
        cast(coalesce(answer_totals.submission_count, 0) as integer) as submission_count,
        cast(
            case
                when survey_items.question_type = 'multiple' then coalesce(question_bases.respondent_count, 0)
                else coalesce(item_bases.respondent_count, 0)
            end as integer
        ) as respondent_count,
        cast(answer_options.answer_value * coalesce(answer_totals.submission_count, 0) as bigint) as value_sum
    from surveys
    inner join survey_items
        on surveys.survey_code = survey_items.survey_code
    inner join answer_options
        on survey_items.answer_scale_code = answer_options.answer_scale_code
    cross join regions
    left join answer_totals
        on
            survey_items.survey_code = answer_totals.survey_code
            and regions.region_code = answer_totals.region_code
            and survey_items.question_code = answer_totals.question_code
            and survey_items.item_code = answer_totals.item_code
            and answer_options.answer_code = answer_totals.answer_code
    left join item_bases
        on
            survey_items.survey_code = item_bases.survey_code
            and regions.region_code = item_bases.region_code
            and survey_items.question_code = item_bases.question_code
            and survey_items.item_code = item_bases.item_code
    left join question_bases
        on
            survey_items.survey_code = question_bases.survey_code
            and regions.region_code = question_bases.region_code
            and survey_items.question_code = question_bases.question_code

)

select * from counted
