{#- Column of the profile, and the mart and column that it comes from. -#}
{%- set shown = [
    ('status_respondent_count', 'development_potential', 'respondent_count'),
    ('adopted_count', 'development_potential', 'adopted_count'),
    ('potential_count', 'development_potential', 'potential_count'),
    ('potential_rank', 'development_potential', 'potential_rank'),
    ('impact_mean', 'impact_difficulty', 'impact_mean'),
    ('impact_respondent_count', 'impact_difficulty', 'impact_respondent_count'),
    ('impact_rank', 'impact_difficulty', 'impact_rank'),
    ('difficulty_mean', 'impact_difficulty', 'difficulty_mean'),
    ('difficulty_respondent_count', 'impact_difficulty', 'difficulty_respondent_count'),
    ('difficulty_rank', 'impact_difficulty', 'difficulty_rank'),
    ('citation_count', 'flagship_selection', 'citation_count'),
    ('citation_respondent_count', 'flagship_selection', 'citation_respondent_count'),
    ('citation_rank', 'flagship_selection', 'citation_rank'),
    ('case_study_offer_count', 'case_study_offers', 'submission_count'),
    ('case_study_offer_respondent_count', 'case_study_offers', 'respondent_count'),
] %}

{% for column, mart, shown_column in shown %}
select
    coalesce(profile.survey_code, other.survey_code) as survey_code,
    coalesce(profile.technology_code, other.technology_code) as technology_code,
    '{{ column }}' as column_name,
    cast(profile.{{ column }} as string) as found,
    coalesce(cast(other.{{ shown_column }} as string), 'nothing') || ', as in {{ mart }}' as expected
from {{ ref('technology_profile') }} as profile
full outer join {{ ref(mart) }} as other
    on profile.survey_code = other.survey_code and profile.technology_code = other.technology_code
where coalesce(profile.{{ column }}, -1) <> coalesce(other.{{ shown_column }}, -1)
{{ 'union all' if not loop.last }}
{% endfor %}
