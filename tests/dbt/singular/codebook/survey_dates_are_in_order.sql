-- The phases of the timeline rest on this order.
{%- set steps = [
    ('deadline_on', 'opened_on'),
    ('extended_deadline_on', 'deadline_on'),
    ('closed_on', 'deadline_on'),
    ('closed_on', 'extended_deadline_on'),
] %}

{% for later, earlier in steps %}
select
    survey_code,
    '{{ later }}' as column_name,
    cast({{ later }} as string) as found,
    'not before {{ earlier }}, ' || cast({{ earlier }} as string) as expected
from {{ ref('surveys') }}
where {{ later }} < {{ earlier }}
{{ 'union all' if not loop.last }}
{% endfor %}
