{%- set rules = [
    {
        'column': 'member_code',
        'fault': "origin = 'synthetic' and member_code is not null",
        'expected': 'nothing: a synthetic answer is never attached to a real administration'
    },
    {
        'column': 'member_code',
        'fault': "origin = 'collected' and respondent_kind = 'member' and member_code is null",
        'expected': 'the Member that answered: required for a collected answer'
    },
    {
        'column': 'region_code',
        'fault': "respondent_kind = 'member' and member_code is null and region_code is null",
        'expected': 'a region: required for a Member without member_code'
    },
    {
        'column': 'agency_type_code',
        'fault': "respondent_kind = 'partner_agency' and agency_type_code is null",
        'expected': 'an agency type: required for a partner agency'
    },
    {
        'column': 'agency_type_code',
        'fault': "respondent_kind = 'member' and agency_type_code is not null",
        'expected': 'nothing: a Member is not a partner agency'
    },
] -%}

{% for rule in rules %}
select
    {{ submission_fault(rule['column'], "'" ~ rule['expected'] ~ "'") }}
from ({{ raw_rows('raw_submissions') }}) as raw_submissions
where {{ rule['fault'] }}
{{ 'union all' if not loop.last }}
{% endfor %}
