-- Models write these codes by themselves; a reader who looks one up has to find it.
{%- set assigned = {
    'respondent_kinds': ['member', 'partner_agency'],
    'origins': ['synthetic', 'collected'],
    'submission_states': ['counted', 'superseded', 'partial'],
    'answer_states': ['answered', 'blank', 'not_applicable'],
    'timeline_phases': ['initial', 'extension', 'late'],
    'figure_bases': ['collected', 'published', 'illustrative'],
    'figure_units': ['count', 'percent', 'date'],
    'need_codings': ['uncoded'],
    'adoption_stages': ['development', 'adopted'],
    'severities': ['critical', 'warning'],
    'revision_reasons': ['routine', 'correction', 'method'],
    'comparisons': [
        'compared', 'within_ranges', 'suppressed', 'nobody_answered', 'code_list_changed', 'not_asked_before', 'first_round',
    ],
} %}

with assigned as (

    {%- for code_list, codes in assigned.items() %}
    {%- set is_last_list = loop.last %}
    {%- for code in codes %}
    select
        '{{ code_list }}' as code_list,
        '{{ code }}' as code
    {{ 'union all' if not (is_last_list and loop.last) }}
    {%- endfor %}
    {%- endfor %}

)

select
    assigned.code_list,
    assigned.code,
    'no such code' as found,
    'a row of warehouse_codes, and of the mart codes' as expected
from assigned
left join {{ ref('codes') }} as codes
    on assigned.code_list = codes.code_list and assigned.code = codes.code
where codes.code is null
