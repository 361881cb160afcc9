{%- for column_name in ['survey_code', 'submission_id', 'respondent_kind', 'submitted_at', 'origin'] %}
select
    {{ submission_fault(column_name, "'a value: this column is required'") }}
from ({{ raw_rows('raw_submissions') }}) as raw_submissions
where raw_submissions.{{ column_name }} is null
{{ 'union all' if not loop.last }}
{%- endfor %}
