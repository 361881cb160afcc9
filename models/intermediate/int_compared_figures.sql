-- One row per figure that the report printed of a survey in the warehouse, with the same figure from the marts.

with published as (

    select * from {{ ref('published_figures') }}

),

surveys as (

    select * from {{ ref('dim_surveys') }}

),

computed as (

    select * from {{ ref('computed_figures') }}

),

compared as (

    select
        published.figure_id,
        published.survey_code,
        surveys.survey_name_en,
        surveys.survey_name_fr,
        published.report_section,
        published.mart_name,
        published.measure,
        published.key_code_list,
        coalesce(published.key_code, '') as key_code,
        published.second_key_code_list,
        coalesce(published.second_key_code, '') as second_key_code,
        published.unit,
        published.printed_value,
        computed.computed_value,
        cast(
            computed.computed_number - {{ printed_number('published.printed_value', 'published.unit') }} as integer
        ) as difference,
        published.is_inferred,
        coalesce(published.printed_value = computed.computed_value, false) as is_reproduced,
        published.note_en,
        published.note_fr
    from published
    inner join surveys
        on published.survey_code = surveys.survey_code
    left join computed
        on
            published.survey_code = computed.survey_code
            and published.mart_name = computed.mart_name
            and published.measure = computed.measure
            and coalesce(published.key_code, '') = computed.key_code
            and coalesce(published.second_key_code, '') = computed.second_key_code

)

select * from compared
