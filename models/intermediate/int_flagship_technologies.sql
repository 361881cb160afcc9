-- One row per survey and technology that Members could cite: its citations, its potential, and the group it is in.
-- A technology without a rule is a group of its own.

with choices as (

    select * from {{ ref('int_chosen_items') }}
    where question_code = 'flagship_choice' and region_code = ''

),

technologies as (

    select * from {{ ref('technologies') }}

),

potential as (

    select * from {{ ref('int_technology_potential') }}

),

rules as (

    select * from {{ ref('flagship_rules') }}

),

ruled_surveys as (

    select distinct survey_code from rules

),

grouped as (

    select
        choices.survey_code,
        choices.item_code as technology_code,
        technologies.name_en as technology_name_en,
        technologies.name_fr as technology_name_fr,
        coalesce(rules.flagship_group_code, choices.item_code) as flagship_group_code,
        coalesce(rules.overlaps_other_work, false) as overlaps_other_work,
        ruled_surveys.survey_code is not null as has_rules,
        choices.submission_count as citation_count,
        choices.respondent_count as citation_respondent_count,
        choices.share_rank as citation_rank,
        potential.potential_count,
        potential.potential_rank,
        -- Where nobody said how far a technology has come, its potential is unknown and not the lowest.
        case when potential.respondent_count > 0 then potential.potential_count end as known_potential_count
    from choices
    inner join technologies
        on choices.item_code = technologies.technology_code
    left join potential
        on
            choices.survey_code = potential.survey_code
            and choices.item_code = potential.technology_code
    left join rules
        on
            choices.survey_code = rules.survey_code
            and choices.item_code = rules.technology_code
    left join ruled_surveys
        on choices.survey_code = ruled_surveys.survey_code

)

select * from grouped
