-- One row per ranking that the report states and item in it, beside the position that the marts give.
-- A set has no order inside: its items share a range of positions.

with published as (

    select * from {{ ref('published_rankings') }}

),

surveys as (

    select * from {{ ref('dim_surveys') }}

),

sections as (

    select * from {{ ref('warehouse_codes') }}
    where code_list = 'report_sections'

),

codes as (

    select * from {{ ref('codes') }}

),

computed as (

    select * from {{ ref('computed_rankings') }}

),

compared as (

    select
        published.survey_code,
        published.ranking_id,
        published.item_code,
        surveys.survey_name_en,
        surveys.survey_name_fr,
        published.report_section,
        sections.name_en as report_section_name_en,
        sections.name_fr as report_section_name_fr,
        codes.name_en as item_name_en,
        codes.name_fr as item_name_fr,
        published.printed_position_from,
        published.printed_position_to,
        computed.computed_position,
        coalesce(
            computed.computed_position between published.printed_position_from and published.printed_position_to,
            false
        ) as is_reproduced
    from published
    inner join surveys
        on published.survey_code = surveys.survey_code
    inner join sections
        on published.report_section = sections.code
    left join codes
        on
            published.item_code_list = codes.code_list
            and published.item_code = codes.code
    left join computed
        on
            published.ranking_id = computed.ranking_id
            and published.survey_code = computed.survey_code
            and published.item_code = computed.item_code

)

select * from compared
