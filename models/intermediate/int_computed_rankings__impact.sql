-- One row per ranking of section IV, survey and item: the position that the marts give.
-- That the technologies of the highest impact are not among the hardest to adopt, and that the hardest still have a
-- substantial impact, are claims on positions too.

with impact_difficulty as (

    select * from {{ ref('impact_difficulty') }}

),

positions as (

    select
        'technologies_by_expected_impact' as ranking_id,
        survey_code,
        technology_code as item_code,
        impact_rank as computed_position
    from impact_difficulty
    union all
    select
        'technologies_by_difficulty' as ranking_id,
        survey_code,
        technology_code as item_code,
        difficulty_rank as computed_position
    from impact_difficulty
    union all
    select
        'highest_impact_is_moderately_difficult' as ranking_id,
        survey_code,
        technology_code as item_code,
        difficulty_rank as computed_position
    from impact_difficulty
    union all
    select
        'hardest_have_substantial_impact' as ranking_id,
        survey_code,
        technology_code as item_code,
        impact_rank as computed_position
    from impact_difficulty

)

select * from positions
