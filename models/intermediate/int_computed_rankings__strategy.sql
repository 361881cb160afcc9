-- One row per ranking of section II, survey and item: the position that the marts give.

with maturity_levels as (

    select
        'maturity_levels_by_share' as ranking_id,
        survey_code,
        cast(maturity_level as string) as item_code,
        share_rank as computed_position
    from {{ ref('maturity_distribution') }}

)

select * from maturity_levels
