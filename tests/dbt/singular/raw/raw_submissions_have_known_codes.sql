{%- set code_columns = [
    'survey_code', 'respondent_kind', 'member_code', 'region_code', 'agency_type_code', 'origin', 'is_partial'
] -%}

with known_codes as (

    select * from {{ ref('known_codes') }}

),

-- The Members are too many to list.
code_lists as (

    select
        column_name,
        case
            when count(*) > 20 then 'a code of the codebook, such as ' || min(code)
            else 'one of ' || {{ listed('code', 'position') }}
        end as expected
    from known_codes
    group by column_name

)

{% for column_name in code_columns %}
select
    {{ submission_fault(column_name, 'code_lists.expected') }}
from ({{ raw_rows('raw_submissions') }}) as raw_submissions
inner join code_lists
    on code_lists.column_name = '{{ column_name }}'
left join known_codes
    on
        known_codes.column_name = '{{ column_name }}'
        and raw_submissions.{{ column_name }} = known_codes.code
where raw_submissions.{{ column_name }} is not null and known_codes.code is null
{{ 'union all' if not loop.last }}
{% endfor %}
