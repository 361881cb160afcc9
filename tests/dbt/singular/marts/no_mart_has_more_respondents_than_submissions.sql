-- Bases of every mart on answers. Regions are held to their own submissions, which are shown whatever is suppressed.
{%- set bases = {
    'it_strategy': ['respondent_count'],
    'it_strategy_by_region': ['respondent_count'],
    'maturity_distribution': ['respondent_count'],
    'maturity_by_region': ['respondent_count'],
    'technology_adoption': ['respondent_count'],
    'technology_adoption_by_region': ['respondent_count'],
    'development_potential': ['respondent_count'],
    'impact_difficulty': ['impact_respondent_count', 'difficulty_respondent_count'],
    'impact_difficulty_by_region': ['impact_respondent_count', 'difficulty_respondent_count'],
    'performance_contribution': ['respondent_count'],
    'performance_contribution_by_region': ['respondent_count'],
    'capacity_building_needs': ['respondent_count'],
    'capacity_building_needs_by_region': ['respondent_count'],
    'case_study_offers': ['respondent_count'],
    'flagship_selection': ['citation_respondent_count'],
    'reweighted_indicators': ['respondent_count'],
} %}

with bases as (

    {%- for mart, columns in bases.items() %}
    {%- set is_last_mart = loop.last %}
    {%- for column in columns %}
    select distinct
        survey_code,
        {{ 'region_code' if mart.endswith('_by_region') else "''" }} as region_code,
        '{{ mart }}' as mart_name,
        '{{ column }}' as column_name,
        {{ column }} as respondent_count
    from {{ ref(mart) }}
    {{ 'union all' if not (is_last_mart and loop.last) }}
    {%- endfor %}
    {%- endfor %}

),

submissions as (

    select
        survey_code,
        '' as region_code,
        submission_count
    from {{ ref('participation_summary') }}
    union all
    select
        survey_code,
        region_code,
        submission_count
    from {{ ref('participation_by_region') }}

)

select
    bases.survey_code,
    bases.region_code,
    bases.mart_name,
    bases.column_name,
    bases.respondent_count as found,
    'at most the submissions, ' || cast(submissions.submission_count as string) as expected
from bases
inner join submissions
    on bases.survey_code = submissions.survey_code and bases.region_code = submissions.region_code
where bases.respondent_count > submissions.submission_count
