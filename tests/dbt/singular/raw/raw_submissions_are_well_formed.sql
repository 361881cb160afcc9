-- Codes with a space are no known codes, which another test says; these are the columns without a list.
{%- for column_name in ['submission_id', 'source_file'] %}
select
    {{ submission_fault(column_name, "'the same without a space before or after it'") }}
from ({{ raw_rows('raw_submissions') }}) as raw_submissions
where {{ has_outer_space('raw_submissions.' ~ column_name) }}
union all
{%- endfor %}
select
    {{ submission_fault('language', "'an ISO 639-1 code in lower case, such as fr (or empty)'") }}
from ({{ raw_rows('raw_submissions') }}) as raw_submissions
where not {{ matches('raw_submissions.language', '^[a-z]{2}$') }}
union all
select
    {{ submission_fault('source_row', "'a whole number from 1 (or empty)'") }}
from ({{ raw_rows('raw_submissions') }}) as raw_submissions
where
    raw_submissions.source_row is not null
    and not {{ matches('raw_submissions.source_row', '^[1-9][0-9]{0,8}$') }}
