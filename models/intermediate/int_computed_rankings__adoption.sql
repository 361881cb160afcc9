-- One row per ranking of section III, survey and item: the position that the marts give.

with adopted as (

    select
        survey_code,
        technology_code,
        -- What nobody answered has no position.
        case when respondent_count > 0 then submission_count end as adopted_count
    from {{ ref('technology_adoption') }}
    where status_code = 'adopted'

),

totals as (

    select * from {{ ref('technology_status_totals') }}

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
    from totals
    inner join statuses
        on totals.status_code = statuses.answer_code
    where statuses.is_potential or totals.status_code = 'adopted'
    group by totals.survey_code, case when statuses.is_potential then 'development' else 'adopted' end

),

rankings as (

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
    select
        'technologies_by_potential' as ranking_id,
        survey_code,
        technology_code as item_code,
        potential_rank as computed_position
    from {{ ref('development_potential') }}

)

select * from rankings
