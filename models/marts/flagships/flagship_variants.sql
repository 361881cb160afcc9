-- One row per survey, variant of the rule and group of technologies that it ranks: its rank, whether it is selected,
-- and the least and the most that its measure could be of all Members. Read by flagship_robustness. As in
-- flagship_groups, a group is as high as its highest technology, citations decide between equal ones, and then the
-- code.

with technologies as (

    select * from {{ ref('dim_flagship_technologies') }}

),

measures as (

    select * from {{ ref('flagship_measures') }}

),

variants as (

    select * from {{ ref('flagship_rule_variants') }}

),

grouped as (

    select
        technologies.survey_code,
        variants.variant_code,
        variants.kept_count,
        technologies.has_rules,
        case
            when variants.is_folded then technologies.flagship_group_code else technologies.technology_code
        end as flagship_group_code,
        max(measures.measure) as measure,
        max(measures.lowest) as lowest,
        max(measures.highest) as highest,
        max(citations.measure) as citation_count,
        max(case when variants.is_overlap_left_out and technologies.overlaps_other_work then 1 else 0 end) = 1
            as is_left_out
    from technologies
    cross join variants
    left join measures
        on
            technologies.survey_code = measures.survey_code
            and technologies.technology_code = measures.technology_code
            and variants.ranked_by_code = measures.measure_code
    left join measures as citations
        on
            technologies.survey_code = citations.survey_code
            and technologies.technology_code = citations.technology_code
            and citations.measure_code = 'citations'
    group by
        technologies.survey_code,
        variants.variant_code,
        variants.kept_count,
        technologies.has_rules,
        case
            when variants.is_folded then technologies.flagship_group_code else technologies.technology_code
        end

),

ranked as (

    select
        *,
        case
            when measure is not null and not is_left_out
                then
                    cast(
                        row_number() over (
                            partition by survey_code, variant_code
                            order by
                                case when not is_left_out then measure end desc nulls last,
                                citation_count desc nulls last,
                                flagship_group_code asc
                        ) as integer
                    )
        end as group_rank
    from grouped

),

selected as (

    select
        *,
        case when has_rules then coalesce(group_rank <= kept_count, false) end as is_selected
    from ranked

)

select * from selected
