-- One row per survey, region and question that somebody answered: how many answered any of its items.

with question_responses as (

    select * from {{ ref('int_question_responses') }}

),

counted as (

    select
        survey_code,
        region_code,
        question_code,
        count(*) as respondent_count
    from question_responses
    where answered_item_count > 0
    group by survey_code, region_code, question_code

)

select * from counted
