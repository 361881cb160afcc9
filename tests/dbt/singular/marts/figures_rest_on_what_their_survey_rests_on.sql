{#- Every column that ends in _basis, as the YAML of its mart names it; the round before has rows of its own. -#}
{%- set marts = [
    'participation_summary',
    'participation_by_region',
    'participation_timeline',
    'partner_agencies',
    'case_study_offers',
    'it_strategy',
    'it_strategy_by_region',
    'maturity_distribution',
    'maturity_by_region',
    'technology_adoption',
    'technology_adoption_by_region',
    'technology_status_totals',
    'development_potential',
    'impact_difficulty',
    'impact_difficulty_by_region',
    'performance_contribution',
    'performance_contribution_by_region',
    'capacity_building_needs',
    'capacity_building_needs_by_region',
    'capacity_building_needs_other',
    'flagship_selection',
    'technology_profile',
    'indicators',
    'indicator_changes',
    'reweighted_indicators',
    'flagship_robustness',
] %}

with bases as (

    {%- for mart in marts %}
    {%- set relation = ref(mart) %}
    {%- for column in (graph.nodes['model.' ~ project_name ~ '.' ~ mart].columns if execute else []) %}
    {%- if column.endswith('_basis') and not column.startswith('previous_') %}
    select distinct
        survey_code,
        '{{ mart }}' as mart_name,
        '{{ column }}' as column_name,
        coalesce({{ column }}, 'nothing') as basis
    from {{ relation }}
    union all
    {%- endif %}
    {%- endfor %}
    {%- endfor %}
    -- No row, so that a select stands after the last of them.
    select
        '' as survey_code,
        '' as mart_name,
        '' as column_name,
        '' as basis
    where false

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
