-- One row per survey and technology: how many Members could write a case study on it.

with choices as (

    select * from {{ ref('int_chosen_items') }}
    where question_code = 'case_study_topic' and region_code = ''

),

surveys as (

    select * from {{ ref('dim_surveys') }}

),

technologies as (

    select * from {{ ref('technologies') }}

),

printed as (

    {{ printed_keys('case_study_offers') }}

),

described as (

    select
        choices.survey_code,
        surveys.survey_name_en,
        surveys.survey_name_fr,
        choices.item_code as technology_code,
        technologies.name_en as technology_name_en,
        technologies.name_fr as technology_name_fr,
        choices.submission_count,
        choices.respondent_count,
        {{ figure_basis('surveys.origin_code', 'printed.key_code is not null') }} as figure_basis
    from choices
    inner join surveys
        on choices.survey_code = surveys.survey_code
    inner join technologies
        on choices.item_code = technologies.technology_code
    left join printed
        on
            choices.survey_code = printed.survey_code
            and choices.item_code = printed.key_code

)

select * from described
