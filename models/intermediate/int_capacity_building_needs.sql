-- One row per survey, region and capacity-building need: how many Members have it, with names.
-- An empty region_code stands for all regions together.

with choices as (

    select * from {{ ref('int_chosen_items') }}
    where question_code = 'capacity_building_need'

),

surveys as (

    select * from {{ ref('dim_surveys') }}

),

needs as (

    select * from {{ ref('needs') }}

),

named as (

    select
        choices.survey_code,
        surveys.survey_name_en,
        surveys.survey_name_fr,
        surveys.origin_code,
        choices.region_code,
        choices.item_code as need_code,
        needs.name_en as need_name_en,
        needs.name_fr as need_name_fr,
        choices.submission_count,
        choices.respondent_count,
        choices.share,
        choices.share_rank,
        choices.is_suppressed
    from choices
    inner join surveys
        on choices.survey_code = surveys.survey_code
    inner join needs
        on choices.item_code = needs.need_code

)

select * from named
