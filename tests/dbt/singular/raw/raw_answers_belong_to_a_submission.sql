with raw_submissions as (

    {{ raw_rows('raw_submissions') }}

)

select
    {{ answer_fault(
        'submission_id',
        "'a submission_id that raw_submissions has of the survey ' || coalesce(raw_answers.survey_code, '(empty)')"
    ) }}
from ({{ raw_rows('raw_answers') }}) as raw_answers
anti join raw_submissions
    on
        raw_answers.survey_code = raw_submissions.survey_code
        and raw_answers.submission_id = raw_submissions.submission_id
