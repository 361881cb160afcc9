select
    {{ submission_fault('language', "'an ISO 639-1 code in lower case, such as fr (or empty)'") }}
from {{ ref('raw_submissions') }} as raw_submissions
where not {{ matches('raw_submissions.language', '^[a-z]{2}$') }}
union all
select
    {{ submission_fault('source_row', "'a whole number from 1 (or empty)'") }}
from {{ ref('raw_submissions') }} as raw_submissions
where
    raw_submissions.source_row is not null
    and not {{ matches('raw_submissions.source_row', '^[1-9][0-9]{0,8}$') }}
