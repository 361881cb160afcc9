-- One row per figure that the report printed of a survey in the warehouse, beside the same figure from the marts.

with published as (

    select * from {{ ref('published_figures') }}

),

surveys as (

    select * from {{ ref('dim_surveys') }}

),

computed as (

    select * from {{ ref('computed_figures') }}

),

sections as (

    select * from {{ ref('warehouse_codes') }}
    where code_list = 'report_sections'

),

units as (

    select * from {{ ref('warehouse_codes') }}
    where code_list = 'figure_units'

),

codes as (

    select * from {{ ref('codes') }}

),

compared as (

    select
        published.figure_id,
        published.survey_code,
        surveys.survey_name_en,
        surveys.survey_name_fr,
        published.report_section,
        sections.name_en as report_section_name_en,
        sections.name_fr as report_section_name_fr,
        published.mart_name,
        published.measure,
        coalesce(published.key_code, '') as key_code,
        codes.name_en as key_name_en,
        codes.name_fr as key_name_fr,
        coalesce(published.second_key_code, '') as second_key_code,
        second_codes.name_en as second_key_name_en,
        second_codes.name_fr as second_key_name_fr,
        published.unit_code,
        units.name_en as unit_name_en,
        units.name_fr as unit_name_fr,
        published.note_en,
        published.note_fr,
        published.printed_value,
        computed.computed_value,
        cast(
            computed.computed_number - {{ printed_number('published.printed_value', 'published.unit_code') }} as integer
        ) as difference,
        published.is_inferred,
        coalesce(published.printed_value = computed.computed_value, false) as is_reproduced
    from published
    inner join surveys
        on published.survey_code = surveys.survey_code
    inner join sections
        on published.report_section = sections.code
    inner join units
        on published.unit_code = units.code
    left join computed
        on
            published.survey_code = computed.survey_code
            and published.mart_name = computed.mart_name
            and published.measure = computed.measure
            and coalesce(published.key_code, '') = computed.key_code
            and coalesce(published.second_key_code, '') = computed.second_key_code
    left join codes
        on
            published.key_code_list = codes.code_list
            and published.key_code = codes.code
    left join codes as second_codes
        on
            published.second_key_code_list = second_codes.code_list
            and published.second_key_code = second_codes.code

)

select * from compared
