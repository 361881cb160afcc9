-- One row per ranking of section VII, survey and item: the position that the marts give.
-- A technology that is not selected has no position among the selected ones.

with technologies as (

    select * from {{ ref('flagship_selection') }}

),

positions as (

    select
        'technologies_by_citation' as ranking_id,
        survey_code,
        technology_code as item_code,
        citation_rank as computed_position
    from technologies
    union all
    select
        'selected_technologies' as ranking_id,
        survey_code,
        technology_code as item_code,
        case when is_selected then group_rank end as computed_position
    from technologies

)

select * from positions
