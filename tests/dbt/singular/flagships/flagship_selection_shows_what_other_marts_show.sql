{%- set shown = {
    'potential_count': 'development_potential',
    'potential_rank': 'development_potential',
    'impact_rank': 'impact_difficulty',
    'difficulty_rank': 'impact_difficulty',
} %}

{% for column, mart in shown.items() %}
select
    flagships.survey_code,
    flagships.technology_code,
    '{{ column }}' as column_name,
    flagships.{{ column }} as found,
    coalesce(cast(other.{{ column }} as string), 'nothing') || ', as in {{ mart }}' as expected
from {{ ref('flagship_selection') }} as flagships
left join {{ ref(mart) }} as other
    on flagships.survey_code = other.survey_code and flagships.technology_code = other.technology_code
where coalesce(flagships.{{ column }}, -1) <> coalesce(other.{{ column }}, -1)
{{ 'union all' if not loop.last }}
{% endfor %}
