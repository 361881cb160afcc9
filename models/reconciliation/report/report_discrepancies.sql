-- One row per thing that is wrong or loose in the report's text.

with discrepancies as (

    select * from {{ ref('published_discrepancies') }}

),

sections as (

    select * from {{ ref('warehouse_codes') }}
    where code_list = 'report_sections'

),

surveys as (

    select * from {{ ref('surveys') }}

),

described as (

    select
        discrepancies.discrepancy_id,
        discrepancies.survey_code,
        surveys.name_en as survey_name_en,
        surveys.name_fr as survey_name_fr,
        discrepancies.report_section,
        sections.name_en as report_section_name_en,
        sections.name_fr as report_section_name_fr,
        discrepancies.description_en,
        discrepancies.description_fr
    from discrepancies
    inner join surveys
        on discrepancies.survey_code = surveys.survey_code
    inner join sections
        on discrepancies.report_section = sections.code

)

select * from described
