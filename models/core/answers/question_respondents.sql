-- One row per survey, region and question that is counted over all its items, where anybody answered it: how many
-- Members answered any item of it, and how many gave details in it. Members' counted submissions only.
-- In other questions each item has a base of its own, the sum of the answers to it.

with answers as (

    select * from {{ ref('stg_raw__answers') }}

),

submissions as (

    select * from {{ ref('fct_submissions') }}
    where submission_state = 'counted' and respondent_kind = 'member'

),

survey_items as (

    select * from {{ ref('dim_survey_items') }}
    where question_type = 'multiple' or question_code = 'technology_status'

),

answer_options as (

    select * from {{ ref('answer_options') }}

),

on_scale as (

    select
        answers.survey_code,
        answers.submission_id,
        answers.question_code,
        answer_options.is_detail
    from answers
    inner join survey_items
        on
            answers.survey_code = survey_items.survey_code
            and answers.question_code = survey_items.question_code
            and answers.item_code = survey_items.item_code
    inner join answer_options
        on
            survey_items.answer_scale_code = answer_options.answer_scale_code
            and answers.answer = answer_options.answer_code

),

counted as (

    select
        on_scale.survey_code,
        submissions.region_code,
        on_scale.question_code,
        count(distinct on_scale.submission_id) as respondent_count,
        count(distinct case when on_scale.is_detail then on_scale.submission_id end) as details_count
    from on_scale
    inner join submissions
        on
            on_scale.survey_code = submissions.survey_code
            and on_scale.submission_id = submissions.submission_id
    group by on_scale.survey_code, submissions.region_code, on_scale.question_code

)

select * from counted
