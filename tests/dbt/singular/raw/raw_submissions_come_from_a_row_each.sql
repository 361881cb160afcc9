-- One row of an export is one submission, whatever identifier it was given.
with sourced as (

    select
        *,
        count(*) over (partition by survey_code, source_file, source_row) as submission_count
    from ({{ raw_rows('raw_submissions') }})
    where source_file is not null and source_row is not null

)

select
    {{ submission_fault(
        'source_row',
        "'a row of ' || raw_submissions.source_file || ' for itself, not for '"
        ~ " || cast(raw_submissions.submission_count as string) || ' submissions'"
    ) }}
from sourced as raw_submissions
where raw_submissions.submission_count > 1
union all
{%- for column_name in ['source_file', 'source_row'] %}
select
    {{ submission_fault(column_name, "'nothing: a synthetic answer comes from no export'") }}
from ({{ raw_rows('raw_submissions') }}) as raw_submissions
where raw_submissions.origin = 'synthetic' and raw_submissions.{{ column_name }} is not null
{{ 'union all' if not loop.last }}
{%- endfor %}
