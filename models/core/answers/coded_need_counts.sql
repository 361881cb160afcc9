-- One row per survey and need that free texts were coded as, or `uncoded`: how many Members wrote such a text.
-- Members' counted submissions only. The texts themselves go no further than this.

with answers as (

    select * from {{ ref('answer_totals') }}
    where question_code = 'capacity_building_need_other'

),

codings as (

    select * from {{ ref('stg_raw__need_codings') }}

),

coded as (

    select
        answers.survey_code,
        answers.submission_count,
        coalesce(codings.need_code, 'uncoded') as need_code
    from answers
    left join codings
        on
            answers.survey_code = codings.survey_code
            and answers.answer_code = codings.answer_text

),

counted as (

    select
        survey_code,
        need_code,
        sum(submission_count) as submission_count
    from coded
    group by survey_code, need_code

)

select * from counted
