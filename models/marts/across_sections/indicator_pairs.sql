-- One row per row of indicators: its figure in the round before, and whether the two can be compared. Read by
-- indicator_changes. What is asked otherwise, or on another scale, has another code: it was not asked before.

with indicators as (

    select * from {{ ref('indicators') }}

),

rounds as (

    select * from {{ ref('survey_rounds') }}

),

definitions as (

    select * from {{ ref('indicator_definitions') }}

),

survey_items as (

    select * from {{ ref('dim_survey_items') }}

),

asked_once as (

    select
        rounds.survey_code,
        survey_items.question_code,
        survey_items.question_type,
        survey_items.item_code
    from rounds
    inner join survey_items
        on survey_items.survey_code in (rounds.survey_code, rounds.previous_survey_code)
    where rounds.previous_survey_code is not null
    group by rounds.survey_code, survey_items.question_code, survey_items.question_type, survey_items.item_code
    having count(*) = 1

),

-- Who chooses from a list chooses among what is in it; whether a Member gave details depends on the list, too.
changed_lists as (

    select distinct
        asked_once.survey_code,
        definitions.indicator_code
    from asked_once
    inner join definitions
        on
            (asked_once.question_type = 'multiple' and asked_once.question_code = definitions.question_code)
            or (asked_once.question_code = 'technology_status' and definitions.indicator_code = 'details')

),

paired as (

    select
        indicators.survey_code,
        indicators.region_code,
        indicators.indicator_code,
        indicators.item_code,
        indicators.answer_code,
        rounds.previous_survey_code,
        rounds.previous_survey_name_en,
        rounds.previous_survey_name_fr,
        previous.respondent_count as previous_respondent_count,
        previous.value as previous_value,
        previous.respondent_count_basis as previous_respondent_count_basis,
        previous.value_basis as previous_value_basis,
        case
            when rounds.previous_survey_code is null then 'first_round'
            when previous.survey_code is null then 'not_asked_before'
            when changed_lists.survey_code is not null then 'code_list_changed'
            when indicators.is_suppressed or previous.is_suppressed then 'suppressed'
            when indicators.value is null or previous.value is null then 'nobody_answered'
            when indicators.value_low <= previous.value_high and previous.value_low <= indicators.value_high
                then 'within_ranges'
            else 'compared'
        end as comparison_code
    from indicators
    inner join rounds
        on indicators.survey_code = rounds.survey_code
    left join indicators as previous
        on
            rounds.previous_survey_code = previous.survey_code
            and indicators.region_code = previous.region_code
            and indicators.indicator_code = previous.indicator_code
            and indicators.item_code = previous.item_code
            and indicators.answer_code = previous.answer_code
    left join changed_lists
        on
            indicators.survey_code = changed_lists.survey_code
            and indicators.indicator_code = changed_lists.indicator_code

)

select * from paired
