-- A row for each of indicators, with its figure and that of the round before, and a change between two shown figures
-- that is their difference.

with expected as (

    select
        indicators.survey_code,
        indicators.region_code,
        indicators.indicator_code,
        indicators.item_code,
        indicators.answer_code,
        indicators.respondent_count,
        indicators.value,
        previous.respondent_count as previous_respondent_count,
        previous.value as previous_value
    from {{ ref('indicators') }} as indicators
    inner join {{ ref('survey_rounds') }} as rounds
        on indicators.survey_code = rounds.survey_code
    left join {{ ref('indicators') }} as previous
        on
            rounds.previous_survey_code = previous.survey_code
            and indicators.region_code = previous.region_code
            and indicators.indicator_code = previous.indicator_code
            and indicators.item_code = previous.item_code
            and indicators.answer_code = previous.answer_code

)

select
    coalesce(expected.survey_code, changes.survey_code) as survey_code,
    coalesce(expected.region_code, changes.region_code) as region_code,
    coalesce(expected.indicator_code, changes.indicator_code) as indicator_code,
    coalesce(expected.item_code, changes.item_code) as item_code,
    coalesce(expected.answer_code, changes.answer_code) as answer_code,
    changes.value_change
from expected
full outer join {{ ref('indicator_changes') }} as changes
    on
        expected.survey_code = changes.survey_code
        and expected.region_code = changes.region_code
        and expected.indicator_code = changes.indicator_code
        and expected.item_code = changes.item_code
        and expected.answer_code = changes.answer_code
where
    expected.survey_code is null
    or changes.survey_code is null
    or coalesce(expected.respondent_count, -1) <> coalesce(changes.respondent_count, -1)
    or coalesce(expected.value, -1) <> coalesce(changes.value, -1)
    or coalesce(expected.previous_respondent_count, -1) <> coalesce(changes.previous_respondent_count, -1)
    or coalesce(expected.previous_value, -1) <> coalesce(changes.previous_value, -1)
    or (changes.comparison_code = 'compared') <> (changes.value_change is not null)
    or changes.value_change <> expected.value - expected.previous_value
    or (changes.value_change is not null and (expected.value is null or expected.previous_value is null))
