-- One row per figure that the report printed of a survey in the warehouse, beside the same figure from the marts.

with compared as (

    select * from {{ ref('int_compared_figures') }}

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

named as (

    select
        compared.figure_id,
        compared.survey_code,
        compared.survey_name_en,
        compared.survey_name_fr,
        compared.report_section,
        sections.name_en as report_section_name_en,
        sections.name_fr as report_section_name_fr,
        compared.mart_name,
        compared.measure,
        compared.key_code,
        codes.name_en as key_name_en,
        codes.name_fr as key_name_fr,
        compared.second_key_code,
        second_codes.name_en as second_key_name_en,
        second_codes.name_fr as second_key_name_fr,
        compared.unit,
        units.name_en as unit_name_en,
        units.name_fr as unit_name_fr,
        compared.printed_value,
        compared.computed_value,
        compared.difference,
        compared.is_inferred,
        compared.is_reproduced,
        compared.note_en,
        compared.note_fr
    from compared
    inner join sections
        on compared.report_section = sections.code
    inner join units
        on compared.unit = units.code
    left join codes
        on
            compared.key_code_list = codes.code_list
            and compared.key_code = codes.code
    left join codes as second_codes
        on
            compared.second_key_code_list = second_codes.code_list
            and compared.second_key_code = second_codes.code

)

select * from named
