-- One row per survey, region (ALL for all Members), indicator, item and answer, as in indicators: the figure beside
-- that of the round before, and how far it moved where the two can be compared.

with indicators as (

    select * from {{ ref('indicators') }}

),

pairs as (

    select * from {{ ref('indicator_pairs') }}

),

comparisons as (

    select * from {{ ref('codes') }}
    where code_list = 'comparisons'

),

compared as (

    select
        indicators.survey_code,
        indicators.region_code,
        indicators.indicator_code,
        indicators.item_code,
        indicators.answer_code,
        indicators.survey_name_en,
        indicators.survey_name_fr,
        pairs.previous_survey_code,
        pairs.previous_survey_name_en,
        pairs.previous_survey_name_fr,
        indicators.region_name_en,
        indicators.region_name_fr,
        indicators.indicator_name_en,
        indicators.indicator_name_fr,
        indicators.item_name_en,
        indicators.item_name_fr,
        indicators.answer_name_en,
        indicators.answer_name_fr,
        indicators.unit_code,
        indicators.unit_name_en,
        indicators.unit_name_fr,
        pairs.comparison_code,
        comparisons.name_en as comparison_name_en,
        comparisons.name_fr as comparison_name_fr,
        indicators.respondent_count,
        indicators.value,
        pairs.previous_respondent_count,
        pairs.previous_value,
        case when pairs.comparison_code = 'compared' then indicators.value - pairs.previous_value end as value_change,
        indicators.respondent_count_basis,
        indicators.value_basis,
        pairs.previous_respondent_count_basis,
        pairs.previous_value_basis
    from indicators
    inner join pairs
        on
            indicators.survey_code = pairs.survey_code
            and indicators.region_code = pairs.region_code
            and indicators.indicator_code = pairs.indicator_code
            and indicators.item_code = pairs.item_code
            and indicators.answer_code = pairs.answer_code
    left join comparisons
        on pairs.comparison_code = comparisons.code

)

select * from compared
