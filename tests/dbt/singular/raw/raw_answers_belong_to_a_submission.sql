with raw_submissions as (

    {{ raw_rows('raw_submissions') }}

),

answering as (

    select distinct
        survey_code,
        submission_id
    from ({{ raw_rows('raw_answers') }})

),

unknown as (

    select
        coalesce(answering.survey_code, '') as survey_code,
        coalesce(answering.submission_id, '') as submission_id
    from answering
    anti join raw_submissions
        on
            answering.survey_code = raw_submissions.survey_code
            and answering.submission_id = raw_submissions.submission_id

)

select
    {{ answer_fault(
        'submission_id',
        "'a submission_id that raw_submissions has of the survey ' || coalesce(raw_answers.survey_code, '(empty)')"
    ) }}
from ({{ raw_rows('raw_answers') }}) as raw_answers
inner join unknown
    on
        coalesce(raw_answers.survey_code, '') = unknown.survey_code
        and coalesce(raw_answers.submission_id, '') = unknown.submission_id
