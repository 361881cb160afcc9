-- One row per Member whose submission to a collected survey is counted: its region, and all that it answered. Read by
-- the build, which compares a release with earlier ones; respondent-level, never released.

with surveys as (

    select * from {{ ref('dim_surveys') }}
    where origin_code = 'collected'

),

submissions as (

    select * from {{ ref('fct_submissions') }}
    where submission_state = 'counted' and respondent_kind = 'member'

),

survey_items as (

    select * from {{ ref('dim_survey_items') }}

),

answers as (

    select * from {{ ref('stg_raw__answers') }}

),

codings as (

    select * from {{ ref('stg_raw__need_codings') }}

),

given as (

    select
        answers.survey_code,
        answers.submission_id,
        answers.question_code || '|' || answers.item_code || '|' || answers.answer || '|'
        || coalesce(codings.need_code, '') as answer
    from answers
    inner join surveys
        on answers.survey_code = surveys.survey_code
    inner join survey_items
        on
            answers.survey_code = survey_items.survey_code
            and answers.question_code = survey_items.question_code
            and answers.item_code = survey_items.item_code
    left join codings
        on
            survey_items.question_code = 'capacity_building_need_other'
            and answers.survey_code = codings.survey_code
            and answers.answer = codings.answer_text

),

collected as (

    select
        survey_code,
        submission_id,
        array_sort(array_agg(answer)) as answers
    from given
    group by survey_code, submission_id

),

described as (

    select
        submissions.survey_code,
        submissions.submission_id,
        coalesce(submissions.member_code, submissions.submission_id) as respondent_code,
        submissions.region_code,
        collected.answers
    from submissions
    inner join surveys
        on submissions.survey_code = surveys.survey_code
    left join collected
        on
            submissions.survey_code = collected.survey_code
            and submissions.submission_id = collected.submission_id

)

select * from described
