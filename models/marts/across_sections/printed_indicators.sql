-- One row per survey, region (ALL for all Members), indicator, item and answer of which the report printed a figure,
-- with those measures of `indicators` that it printed. A figure that is only inferred is not printed.

with definitions as (

    select * from {{ ref('indicator_definitions') }}

),

figures as (

    select * from {{ ref('published_figures') }}
    where not coalesce(is_inferred, false)

),

-- The keys of a printed figure are those of its mart, in order: of a regional one, the region is the first.
placed as (

    select
        figures.survey_code,
        definitions.indicator_code,
        definitions.item_list,
        definitions.answer_code,
        case
            when figures.measure = definitions.count_column then 'submission_count'
            when figures.measure = definitions.base_column then 'respondent_count'
            else 'value'
        end as measure,
        case when figures.mart_name = definitions.mart_name then 'ALL' else figures.key_code end as region_code,
        case
            when figures.mart_name = definitions.mart_name then figures.key_code
            else figures.second_key_code
        end as first_key_code,
        case when figures.mart_name = definitions.mart_name then figures.second_key_code end as second_key_code
    from figures
    inner join definitions
        on
            figures.mart_name in (definitions.mart_name, definitions.regional_mart_name)
            and figures.measure in (definitions.count_column, definitions.base_column, definitions.value_column)

),

coded as (

    select
        survey_code,
        region_code,
        indicator_code,
        measure,
        case when item_list is null then '' else coalesce(first_key_code, '') end as item_code,
        coalesce(
            answer_code,
            case when item_list is null then first_key_code else second_key_code end,
            ''
        ) as answer_code
    from placed

),

collected as (

    select
        survey_code,
        region_code,
        indicator_code,
        item_code,
        answer_code,
        array_agg(measure) as measures
    from coded
    group by survey_code, region_code, indicator_code, item_code, answer_code

)

select * from collected
