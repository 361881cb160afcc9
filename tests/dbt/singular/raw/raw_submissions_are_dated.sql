select
    {{ submission_fault(
        'submitted_at', "'a date and time that exist, ISO 8601 in UTC, such as 2024-05-06T09:30:00Z'"
    ) }}
from ({{ raw_rows('raw_submissions') }}) as raw_submissions
where
    raw_submissions.submitted_at is not null
    and {{ utc_timestamp('raw_submissions.submitted_at') }} is null
