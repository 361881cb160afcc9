-- One row per survey, region and set of marks that a Member's counted submission has: how many have just these.
-- Marks are bits, so that a submission is one number while answers are gone through.

with answers as (

    select * from {{ ref('stg_raw__answers') }}

),

submissions as (

    select * from {{ ref('fct_submissions') }}
    where submission_state = 'counted' and respondent_kind = 'member'

),

response_marks as (

    select * from {{ ref('int_response_marks') }}

),

marked as (

    select
        answers.survey_code,
        answers.submission_id,
        bit_or(response_marks.mark) as marks
    from answers
    inner join response_marks
        on
            answers.survey_code = response_marks.survey_code
            and answers.question_code = response_marks.question_code
            and answers.item_code = response_marks.item_code
            and answers.answer = response_marks.answer_code
    group by answers.survey_code, answers.submission_id

),

counted as (

    select
        marked.survey_code,
        submissions.region_code,
        marked.marks,
        count(*) as submission_count
    from marked
    inner join submissions
        on
            marked.survey_code = submissions.survey_code
            and marked.submission_id = submissions.submission_id
    group by marked.survey_code, submissions.region_code, marked.marks

)

select * from counted
