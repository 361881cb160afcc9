-- One row per ranking of section I, survey and item: the position that the marts give.

with regions as (

    select
        'participation_by_region' as ranking_id,
        survey_code,
        region_code as item_code,
        participation_rank as computed_position
    from {{ ref('participation_by_region') }}

)

select * from regions
