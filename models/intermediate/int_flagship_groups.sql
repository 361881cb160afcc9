-- One row per survey and group of technologies that Members could cite: its rank, and whether it is selected.
-- Groups rank by potential, then by citations of the most cited technology, then by code, so that none share a rank.
-- One that overlaps other work is out, and so is one whose potential nobody told.

with technologies as (

    select * from {{ ref('int_flagship_technologies') }}

),

names as (

    select * from {{ ref('technologies') }}

),

summed as (

    select
        survey_code,
        flagship_group_code,
        has_rules,
        max(known_potential_count) as potential_count,
        max(citation_count) as citation_count,
        max(case when overlaps_other_work then 1 else 0 end) = 1 as overlaps_other_work
    from technologies
    group by survey_code, flagship_group_code, has_rules

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
    from summed
    where potential_count is not null and not overlaps_other_work

),

selected as (

    select
        summed.survey_code,
        summed.flagship_group_code,
        names.name_en as flagship_group_name_en,
        names.name_fr as flagship_group_name_fr,
        summed.potential_count,
        summed.citation_count,
        summed.overlaps_other_work,
        ranked.group_rank,
        case
            when summed.has_rules
                then coalesce(ranked.group_rank <= {{ var('flagship_groups_kept') }}, false)
        end as is_selected
    from summed
    left join names
        on summed.flagship_group_code = names.technology_code
    left join ranked
        on
            summed.survey_code = ranked.survey_code
            and summed.flagship_group_code = ranked.flagship_group_code

)

select * from selected
