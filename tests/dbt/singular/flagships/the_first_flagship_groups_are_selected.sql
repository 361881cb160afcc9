-- The first of those that have a rank, as many as are kept; ranks run from 1 without ties and gaps.
with flagship_groups as (

    select distinct
        survey_code,
        flagship_group_code,
        group_rank,
        overlaps_other_work,
        is_selected
    from {{ ref('flagship_selection') }}

),

ordered as (

    select
        *,
        row_number() over (
            partition by survey_code
            order by group_rank, flagship_group_code
        ) as place
    from flagship_groups
    where group_rank is not null

)

select
    survey_code,
    flagship_group_code,
    'rank ' || cast(group_rank as string) as found,
    'rank ' || cast(place as string) as expected
from ordered
where group_rank <> place
union all
select
    survey_code,
    flagship_group_code,
    case when is_selected then 'selected' else 'not selected' end as found,
    'selected where the rank is at most {{ var('flagship_groups_kept') }}, and not without a rank' as expected
from flagship_groups
where is_selected <> coalesce(group_rank <= {{ var('flagship_groups_kept') }}, false)
union all
select
    survey_code,
    flagship_group_code,
    'a rank' as found,
    'no rank for a group that overlaps other work' as expected
from flagship_groups
where overlaps_other_work and group_rank is not null
