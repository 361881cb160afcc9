-- One row per survey, region (ALL for all Members), indicator, item and answer: the figures of the wide marts in one
-- long mart. seeds/codebook/indicator_definitions.csv says which mart and columns of it hold the same.

with surveys as (

    select * from {{ ref('dim_surveys') }}

),

definitions as (

    select * from {{ ref('indicator_definitions') }}

),

codes as (

    select * from {{ ref('codes') }}

),

indicator_values as (

    select * from {{ ref('indicator_values') }}

),

printed as (

    select * from {{ ref('printed_indicators') }}

),

described as (

    select
        indicator_values.survey_code,
        indicator_values.region_code,
        indicator_values.indicator_code,
        indicator_values.item_code,
        indicator_values.answer_code,
        surveys.survey_name_en,
        surveys.survey_name_fr,
        regions.name_en as region_name_en,
        regions.name_fr as region_name_fr,
        definitions.name_en as indicator_name_en,
        definitions.name_fr as indicator_name_fr,
        items.name_en as item_name_en,
        items.name_fr as item_name_fr,
        answers.name_en as answer_name_en,
        answers.name_fr as answer_name_fr,
        definitions.unit_code,
        units.name_en as unit_name_en,
        units.name_fr as unit_name_fr,
        indicator_values.submission_count,
        indicator_values.respondent_count,
        indicator_values.figure as value,
        {{ columns_as('indicator_values', certainty_names(), certainty_names('value')) }},
        indicator_values.figure_rank as value_rank,
        {{ columns_as('indicator_values', rank_range_names()) }},
        indicator_values.is_suppressed,
        {{ figure_basis('submission_count') }} as submission_count_basis,
        {{ figure_basis('respondent_count') }} as respondent_count_basis,
        {{ figure_basis('value') }} as value_basis
    from indicator_values
    inner join surveys
        on indicator_values.survey_code = surveys.survey_code
    inner join definitions
        on indicator_values.indicator_code = definitions.indicator_code
    inner join codes as regions
        on
            indicator_values.region_code = regions.code
            and regions.code_list in ('regions', 'all_regions')
    inner join codes as units
        on
            definitions.unit_code = units.code
            and units.code_list = 'figure_units'
    left join codes as items
        on
            definitions.item_list = items.code_list
            and indicator_values.item_code = items.code
    left join codes as answers
        on
            definitions.answer_list = answers.code_list
            and indicator_values.answer_code = answers.code
    left join printed
        on
            indicator_values.survey_code = printed.survey_code
            and indicator_values.indicator_code = printed.indicator_code
            and indicator_values.region_code = printed.region_code
            and indicator_values.item_code = printed.item_code
            and indicator_values.answer_code = printed.answer_code

)

select * from described
