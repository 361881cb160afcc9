-- One row per survey and group of technologies that Members could cite: its rank, and whether it is selected.
-- Groups rank by potential, then by citations of the most cited technology, then by code, so that none share a rank.
-- One that overlaps other work is out, and so is one whose potential nobody told.

with technologies as (

    select * from {{ ref('dim_flagship_technologies') }}

),

citations as (

    select * from {{ ref('shown_answer_counts') }}
    where question_code = 'flagship_choice' and region_code = '' and answer_code = 'yes'

),

potential as (

    select * from {{ ref('development_potential') }}

),

grouped as (

    select
        technologies.survey_code,
        technologies.flagship_group_code,
        technologies.flagship_group_name_en,
        technologies.flagship_group_name_fr,
        technologies.has_rules,
        -- Where nobody said how far a technology has come, its potential is unknown and not the lowest.
        max(case when potential.respondent_count > 0 then potential.potential_count end) as potential_count,
        max(citations.submission_count) as citation_count,
        max(case when technologies.overlaps_other_work then 1 else 0 end) = 1 as overlaps_other_work
    from technologies
    inner join citations
        on
            technologies.survey_code = citations.survey_code
            and technologies.technology_code = citations.item_code
    left join potential
        on
            technologies.survey_code = potential.survey_code
            and technologies.technology_code = potential.technology_code
    group by
        technologies.survey_code,
        technologies.flagship_group_code,
        technologies.flagship_group_name_en,
        technologies.flagship_group_name_fr,
        technologies.has_rules

),

ranked as (

    select
        survey_code,
        flagship_group_code,
        cast(
            row_number() over (
                partition by survey_code
                order by potential_count desc, citation_count desc, flagship_group_code asc
            ) as integer
        ) as group_rank
    from grouped
    where potential_count is not null and not overlaps_other_work

),

selected as (

    select
        grouped.survey_code,
        grouped.flagship_group_code,
        grouped.flagship_group_name_en,
        grouped.flagship_group_name_fr,
        grouped.potential_count,
        grouped.citation_count,
        grouped.overlaps_other_work,
        ranked.group_rank,
        case
            when grouped.has_rules then coalesce(ranked.group_rank <= {{ var('flagship_groups_kept') }}, false)
        end as is_selected
    from grouped
    left join ranked
        on
            grouped.survey_code = ranked.survey_code
            and grouped.flagship_group_code = ranked.flagship_group_code

)

select * from selected
