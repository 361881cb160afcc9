-- One row per survey and technology that it asked about in any question.

with survey_items as (

    select * from {{ ref('dim_survey_items') }}

),

technologies as (

    select * from {{ ref('technologies') }}

),

asked as (

    select distinct
        survey_items.survey_code,
        technologies.technology_code,
        technologies.name_en as technology_name_en,
        technologies.name_fr as technology_name_fr
    from survey_items
    inner join technologies
        on survey_items.item_code = technologies.technology_code

)

select * from asked
