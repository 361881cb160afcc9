-- One row per survey and technology that Members could cite as a flagship: the group that the rules put it in.
-- A technology without a rule is a group of its own.

with survey_items as (

    select * from {{ ref('dim_survey_items') }}
    where question_code = 'flagship_choice'

),

technologies as (

    select * from {{ ref('technologies') }}

),

rules as (

    select * from {{ ref('flagship_rules') }}

),

ruled_surveys as (

    select distinct survey_code from rules

),

grouped as (

    select
        survey_items.survey_code,
        survey_items.item_code as technology_code,
        coalesce(rules.flagship_group_code, survey_items.item_code) as flagship_group_code,
        coalesce(rules.overlaps_other_work, false) as overlaps_other_work,
        ruled_surveys.survey_code is not null as has_rules
    from survey_items
    left join rules
        on
            survey_items.survey_code = rules.survey_code
            and survey_items.item_code = rules.technology_code
    left join ruled_surveys
        on survey_items.survey_code = ruled_surveys.survey_code

),

named as (

    select
        grouped.survey_code,
        grouped.technology_code,
        technologies.name_en as technology_name_en,
        technologies.name_fr as technology_name_fr,
        grouped.flagship_group_code,
        leading_technologies.name_en as flagship_group_name_en,
        leading_technologies.name_fr as flagship_group_name_fr,
        grouped.overlaps_other_work,
        grouped.has_rules
    from grouped
    inner join technologies
        on grouped.technology_code = technologies.technology_code
    left join technologies as leading_technologies
        on grouped.flagship_group_code = leading_technologies.technology_code

)

select * from named
