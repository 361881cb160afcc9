-- The highest potential and the most citations of a group's technologies decide, and its code where both are equal.
with flagship_groups as (

    select
        survey_code,
        flagship_group_code,
        max(group_rank) as group_rank,
        -- Without a rank nobody gave a status of the technology.
        max(case when potential_rank is not null then potential_count end) as potential_count,
        max(citation_count) as citation_count
    from {{ ref('flagship_selection') }}
    where not overlaps_other_work
    group by survey_code, flagship_group_code

),

ordered as (

    select
        *,
        case
            when potential_count is not null
                then
                    row_number() over (
                        partition by survey_code
                        order by potential_count desc nulls last, citation_count desc, flagship_group_code asc
                    )
        end as place
    from flagship_groups

)

select
    survey_code,
    flagship_group_code,
    'group_rank' as column_name,
    group_rank as found,
    place as expected
from ordered
where coalesce(group_rank, -1) <> coalesce(place, -1)
