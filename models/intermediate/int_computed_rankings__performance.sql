-- One row per ranking of section V, survey and item: the position that the marts give.

with dimensions as (

    select
        'performance_dimensions_by_contribution' as ranking_id,
        survey_code,
        dimension_code as item_code,
        share_rank as computed_position
    from {{ ref('performance_contribution') }}

)

select * from dimensions
