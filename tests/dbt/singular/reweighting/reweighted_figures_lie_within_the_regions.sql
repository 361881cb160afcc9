-- A mean of the regions' figures, whatever the weights, is none below the lowest and none above the highest of them.
with regions as (

    select
        survey_code,
        indicator_code,
        item_code,
        answer_code,
        min(value) as lowest,
        max(value) as highest
    from {{ ref('indicators') }}
    where region_code <> 'ALL'
    group by survey_code, indicator_code, item_code, answer_code

)

select
    reweighted.survey_code,
    reweighted.indicator_code,
    reweighted.item_code,
    reweighted.answer_code,
    reweighted.reweighted_value as found,
    'from ' || cast(regions.lowest as string) || ' to ' || cast(regions.highest as string) as expected
from {{ ref('reweighted_indicators') }} as reweighted
inner join regions
    on
        reweighted.survey_code = regions.survey_code
        and reweighted.indicator_code = regions.indicator_code
        and reweighted.item_code = regions.item_code
        and reweighted.answer_code = regions.answer_code
where reweighted.reweighted_value not between regions.lowest - 1e-9 and regions.highest + 1e-9
