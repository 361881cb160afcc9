with ruled_surveys as (

    select distinct survey_code
    from {{ ref('flagship_rules') }}

),

overlapping as (

    select distinct
        survey_code,
        flagship_group_code
    from {{ ref('flagship_rules') }}
    where overlaps_other_work

),

compared as (

    select
        flagships.survey_code,
        flagships.technology_code,
        flagships.flagship_group_code || case
            when flagships.overlaps_other_work then ', overlaps other work'
            when not flagships.overlaps_other_work then ', overlaps no other work'
            else ', may overlap other work'
        end || case when flagships.is_selected is null then ', selection open' else ', selected or not' end as found,
        coalesce(rules.flagship_group_code, flagships.technology_code) || case
            when overlapping.survey_code is not null then ', overlaps other work'
            else ', overlaps no other work'
        end || case
            when ruled_surveys.survey_code is null then ', selection open'
            else ', selected or not'
        end as expected
    from {{ ref('flagship_selection') }} as flagships
    left join {{ ref('flagship_rules') }} as rules
        on flagships.survey_code = rules.survey_code and flagships.technology_code = rules.technology_code
    left join ruled_surveys
        on flagships.survey_code = ruled_surveys.survey_code
    left join overlapping
        on
            flagships.survey_code = overlapping.survey_code
            and rules.flagship_group_code = overlapping.flagship_group_code

)

select * from compared
where coalesce(found, '') <> expected
