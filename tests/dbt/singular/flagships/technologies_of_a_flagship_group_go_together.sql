-- Nulls are values here: a group of which one technology has a rank and another has none is split too.
select
    survey_code,
    flagship_group_code,
    count(*) as found,
    'one rank and one outcome for the whole group' as expected
from (
    select distinct
        survey_code,
        flagship_group_code,
        group_rank,
        overlaps_other_work,
        is_selected
    from {{ ref('flagship_selection') }}
) as outcomes
group by survey_code, flagship_group_code
having count(*) > 1
