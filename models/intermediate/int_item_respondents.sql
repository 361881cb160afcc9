-- One row per survey, region, question and item that the survey asked: the base of the item's shares.
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

answer_totals as (

    select * from {{ ref('answer_totals') }}

),

question_bases as (

    select * from {{ ref('int_mark_counts') }}

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

bases as (

    select
        survey_items.survey_code,
        regions.region_code,
        survey_items.question_code,
        survey_items.item_code,
        survey_items.answer_scale_code,
        case
            when survey_items.question_type = 'multiple' then coalesce(question_bases.respondent_count, 0)
            else coalesce(item_bases.respondent_count, 0)
        end as respondent_count
    from surveys
    cross join regions
    inner join survey_items
        on surveys.survey_code = survey_items.survey_code
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
            and survey_items.question_code = question_bases.mark_code

)

select * from bases
