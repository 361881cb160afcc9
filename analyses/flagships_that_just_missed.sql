-- One row per flagship group: its place, its potential, and how much it lacks to the last group that was kept.

with selection_groups as (

    select
        flagship_group_code,
        group_rank,
        coalesce(bool_or(is_selected), false) as is_selected,
        max(potential_count) as potential_count,
        max(citation_count) as most_citations
    from {{ ref('flagship_selection') }}
    where
        survey_code = (
            select rounds.survey_code from {{ ref('survey_rounds') }} as rounds
            where rounds.is_latest
        )
    group by flagship_group_code, group_rank

),

last_kept as (

    select min(potential_count) as potential_count from selection_groups
    where is_selected

)

select
    selection_groups.flagship_group_code,
    selection_groups.group_rank,
    selection_groups.is_selected,
    selection_groups.potential_count,
    selection_groups.most_citations,
    greatest(last_kept.potential_count - selection_groups.potential_count, 0) as potential_missing
from selection_groups
cross join last_kept
order by selection_groups.group_rank nulls last
