-- One row per survey and technology that Members could cite: how it fares in the selection of flagships, and why.

with technologies as (

    select * from {{ ref('dim_flagship_technologies') }}

),

citations as (

    select * from {{ ref('shown_shares') }}
    where question_code = 'flagship_choice' and region_code = '' and answer_code = 'yes'

),

potential as (

    select * from {{ ref('development_potential') }}

),

flagship_groups as (

    select * from {{ ref('flagship_groups') }}

),

scores as (

    select * from {{ ref('shown_scores') }}
    where region_code = ''

),

surveys as (

    select * from {{ ref('dim_surveys') }}

),

printed as (

    {{ printed_figures('flagship_selection') }}

),

described as (

    select
        technologies.survey_code,
        technologies.technology_code,
        surveys.survey_name_en,
        surveys.survey_name_fr,
        technologies.technology_name_en,
        technologies.technology_name_fr,
        technologies.flagship_group_code,
        technologies.flagship_group_name_en,
        technologies.flagship_group_name_fr,
        citations.submission_count as citation_count,
        citations.respondent_count as citation_respondent_count,
        potential.potential_count,
        citations.share_rank as citation_rank,
        {{ columns_as('citations', rank_range_names(), rank_range_names('citation_')) }},
        potential.potential_rank,
        {{ columns_as('potential', rank_range_names(), rank_range_names('potential_')) }},
        scores.impact_rank,
        {{ columns_as('scores', rank_range_names('impact_')) }},
        scores.difficulty_rank,
        {{ columns_as('scores', rank_range_names('difficulty_')) }},
        flagship_groups.group_rank,
        flagship_groups.overlaps_other_work,
        flagship_groups.is_selected,
        {{ figure_basis('citation_count') }} as citation_count_basis,
        {{ figure_basis('citation_respondent_count') }} as citation_respondent_count_basis,
        {{ figure_basis('potential_count') }} as potential_count_basis
    from technologies
    inner join surveys
        on technologies.survey_code = surveys.survey_code
    inner join citations
        on
            technologies.survey_code = citations.survey_code
            and technologies.technology_code = citations.item_code
    inner join flagship_groups
        on
            technologies.survey_code = flagship_groups.survey_code
            and technologies.flagship_group_code = flagship_groups.flagship_group_code
    left join potential
        on technologies.survey_code = potential.survey_code and technologies.technology_code = potential.technology_code
    left join scores
        on technologies.survey_code = scores.survey_code and technologies.technology_code = scores.technology_code
    left join printed
        on
            technologies.survey_code = printed.survey_code
            and technologies.technology_code = printed.key_code

)

select * from described
