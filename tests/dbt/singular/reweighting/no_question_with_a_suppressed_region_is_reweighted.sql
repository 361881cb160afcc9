-- The figure as counted and the reweighted one are two equations, which would tell what is hidden of a region.
with hidden as (

    select
        blocks.survey_code,
        indicators.indicator_code,
        sum(case when blocks.is_suppressed then 1 else 0 end) as region_count
    from {{ ref('suppressed_blocks') }} as blocks
    inner join {{ ref('indicator_definitions') }} as indicators
        on
            blocks.question_code = coalesce(
                indicators.question_code,
                case when indicators.indicator_code = 'development_potential' then 'technology_status' end
            )
    group by blocks.survey_code, indicators.indicator_code

)

select
    reweighted.survey_code,
    reweighted.indicator_code,
    reweighted.item_code,
    reweighted.answer_code,
    case when reweighted.is_suppressed then 'suppressed' else 'shown' end as found,
    case when hidden.region_count > 0 then 'suppressed, for ' else 'shown, for ' end
    || cast(hidden.region_count as string) || ' regions of the question are suppressed' as expected
from {{ ref('reweighted_indicators') }} as reweighted
inner join hidden
    on
        reweighted.survey_code = hidden.survey_code
        and reweighted.indicator_code = hidden.indicator_code
where reweighted.is_suppressed <> (hidden.region_count > 0)
