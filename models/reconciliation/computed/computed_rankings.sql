-- One row per ranking, survey and item: the position that the marts give, of every ranking that the report may state.
-- That the technologies of the highest impact are not among the hardest to adopt, and that the hardest still have a
-- substantial impact, are claims on positions too. What nobody answered, and what is not selected, has no position.

with adopted as (

    select
        survey_code,
        technology_code,
        case when respondent_count > 0 then submission_count end as adopted_count
    from {{ ref('technology_adoption') }}
    where status_code = 'adopted'

),

statuses as (

    select * from {{ ref('answer_options') }}
    where answer_scale_code = 'technology_status'

),

-- The two statuses of development together against adoption; a status that is neither takes no part.
stages as (

    select
        totals.survey_code,
        case when statuses.is_potential then 'development' else 'adopted' end as stage_code,
        sum(case when totals.all_selection_count > 0 then totals.selection_count end) as selection_count
    from {{ ref('technology_status_totals') }} as totals
    inner join statuses
        on totals.status_code = statuses.answer_code
    where statuses.is_potential or totals.status_code = 'adopted'
    group by totals.survey_code, case when statuses.is_potential then 'development' else 'adopted' end

),

rankings as (

    {{ computed_ranking('participation_by_region', 'participation_by_region', 'region_code', 'participation_rank') }}
    union all
    {{ computed_ranking(
        'maturity_levels_by_share', 'maturity_distribution', 'cast(maturity_level as string)', 'share_rank'
    ) }}
    union all
    select
        'technologies_by_adoption' as ranking_id,
        survey_code,
        technology_code as item_code,
        {{ competition_rank('adopted_count', ['survey_code']) }} as computed_position
    from adopted
    union all
    select
        'development_outnumbers_adoption' as ranking_id,
        survey_code,
        stage_code as item_code,
        {{ competition_rank('selection_count', ['survey_code']) }} as computed_position
    from stages
    union all
    {{ computed_ranking('technologies_by_potential', 'development_potential', 'technology_code', 'potential_rank') }}
    union all
    {{ computed_ranking('technologies_by_expected_impact', 'impact_difficulty', 'technology_code', 'impact_rank') }}
    union all
    {{ computed_ranking('technologies_by_difficulty', 'impact_difficulty', 'technology_code', 'difficulty_rank') }}
    union all
    {{ computed_ranking(
        'highest_impact_is_moderately_difficult', 'impact_difficulty', 'technology_code', 'difficulty_rank'
    ) }}
    union all
    {{ computed_ranking('hardest_have_substantial_impact', 'impact_difficulty', 'technology_code', 'impact_rank') }}
    union all
    {{ computed_ranking(
        'performance_dimensions_by_contribution', 'performance_contribution', 'dimension_code', 'share_rank'
    ) }}
    union all
    {{ computed_ranking('needs_by_share', 'capacity_building_needs', 'need_code', 'share_rank') }}
    union all
    {{ computed_ranking('technologies_by_citation', 'flagship_selection', 'technology_code', 'citation_rank') }}
    union all
    {{ computed_ranking(
        'selected_technologies', 'flagship_selection', 'technology_code', 'case when is_selected then group_rank end'
    ) }}

)

select * from rankings
