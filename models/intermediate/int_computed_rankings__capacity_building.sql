-- One row per ranking of section VI, survey and item: the position that the marts give.

with needs as (

    select
        'needs_by_share' as ranking_id,
        survey_code,
        need_code as item_code,
        share_rank as computed_position
    from {{ ref('capacity_building_needs') }}

)

select * from needs
