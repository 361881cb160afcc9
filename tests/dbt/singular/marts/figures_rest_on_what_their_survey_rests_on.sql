{%- set bases = {
    'participation_summary': ['figure_basis', 'contact_point_figure_basis'],
    'participation_by_region': ['figure_basis'],
    'participation_timeline': ['figure_basis'],
    'partner_agencies': ['figure_basis'],
    'case_study_offers': ['figure_basis'],
    'it_strategy': ['figure_basis', 'count_figure_basis'],
    'maturity_distribution': ['figure_basis', 'count_figure_basis'],
    'maturity_by_region': ['figure_basis'],
    'technology_adoption': ['figure_basis', 'share_figure_basis'],
    'technology_adoption_by_region': ['figure_basis'],
    'technology_status_totals': ['figure_basis'],
    'development_potential': ['figure_basis'],
    'impact_difficulty': ['figure_basis'],
    'impact_difficulty_by_region': ['figure_basis'],
    'performance_contribution': ['figure_basis'],
    'capacity_building_needs': ['figure_basis'],
    'capacity_building_needs_by_region': ['figure_basis'],
    'capacity_building_needs_other': ['figure_basis'],
    'flagship_selection': ['figure_basis'],
} %}

with bases as (

    {%- for mart, columns in bases.items() %}
    {%- set is_last_mart = loop.last %}
    {%- for column in columns %}
    select distinct
        survey_code,
        '{{ mart }}' as mart_name,
        '{{ column }}' as column_name,
        coalesce({{ column }}, 'nothing') as basis
    from {{ ref(mart) }}
    {{ 'union all' if not (is_last_mart and loop.last) }}
    {%- endfor %}
    {%- endfor %}

)

select
    bases.survey_code,
    bases.mart_name,
    bases.column_name,
    bases.basis as found,
    case
        when surveys.origin_code = 'collected' then 'collected'
        else 'published or illustrative, for the answers are synthetic'
    end as expected
from bases
inner join {{ ref('dim_surveys') }} as surveys
    on bases.survey_code = surveys.survey_code
where
    (surveys.origin_code = 'collected' and bases.basis <> 'collected')
    or (surveys.origin_code <> 'collected' and bases.basis not in ('published', 'illustrative'))
