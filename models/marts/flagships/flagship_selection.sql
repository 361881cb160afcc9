-- One row per survey and technology that Members could cite: how it fares in the selection of flagships, and why.

with technologies as (

    select * from {{ ref('int_flagship_technologies') }}

),

flagship_groups as (

    select * from {{ ref('int_flagship_groups') }}

),

scores as (

    select * from {{ ref('int_impact_difficulty') }}
    where region_code = ''

),

surveys as (

    select * from {{ ref('dim_surveys') }}

),

printed as (

    {{ printed_keys('flagship_selection') }}

),

described as (

    select
        technologies.survey_code,
        surveys.survey_name_en,
        surveys.survey_name_fr,
        technologies.technology_code,
        technologies.technology_name_en,
        technologies.technology_name_fr,
        technologies.citation_count,
        technologies.citation_respondent_count,
        technologies.citation_rank,
        technologies.potential_count,
        technologies.potential_rank,
        scores.impact_rank,
        scores.difficulty_rank,
        technologies.flagship_group_code,
        flagship_groups.flagship_group_name_en,
        flagship_groups.flagship_group_name_fr,
        flagship_groups.group_rank,
        flagship_groups.overlaps_other_work,
        flagship_groups.is_selected,
        {{ figure_basis('surveys.origin_code', 'printed.key_code is not null') }} as figure_basis
    from technologies
    inner join flagship_groups
        on
            technologies.survey_code = flagship_groups.survey_code
            and technologies.flagship_group_code = flagship_groups.flagship_group_code
    inner join surveys
        on technologies.survey_code = surveys.survey_code
    left join scores
        on
            technologies.survey_code = scores.survey_code
            and technologies.technology_code = scores.technology_code
    left join printed
        on
            technologies.survey_code = printed.survey_code
            and technologies.technology_code = printed.key_code

)

select * from described
