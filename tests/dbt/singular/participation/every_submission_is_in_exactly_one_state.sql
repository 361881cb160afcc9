-- As many rows as the raw data has: a submission that landed twice is the matter of raw_submission_ids_are_unique.
with raw_submissions as (

    select
        survey_code,
        submission_id,
        count(*) as row_count
    from ({{ raw_rows('raw_submissions') }})
    group by survey_code, submission_id

),

with_state as (

    select
        survey_code,
        submission_id,
        count(*) as row_count
    from {{ ref('fct_submissions') }}
    where submission_state in ('counted', 'superseded', 'partial')
    group by survey_code, submission_id

)

select
    raw_submissions.survey_code,
    raw_submissions.submission_id,
    'submission_state' as column_name,
    coalesce(with_state.row_count, 0) as found,
    raw_submissions.row_count as expected
from raw_submissions
left join with_state
    on
        raw_submissions.survey_code = with_state.survey_code
        and raw_submissions.submission_id = with_state.submission_id
where
    raw_submissions.survey_code is not null
    and raw_submissions.submission_id is not null
    and coalesce(with_state.row_count, 0) <> raw_submissions.row_count
