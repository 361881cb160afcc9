-- One row per survey and technology: how many Members could write a case study on it.

with counts as (

    select * from {{ ref('shown_answer_counts') }}
    where question_code = 'case_study_topic' and region_code = '' and answer_code = 'yes'

),

surveys as (

    select * from {{ ref('dim_surveys') }}

),

technologies as (

    select * from {{ ref('technologies') }}

),

printed as (

    {{ printed_figures('case_study_offers') }}

),

described as (

    select
        counts.survey_code,
        counts.item_code as technology_code,
        surveys.survey_name_en,
        surveys.survey_name_fr,
        technologies.name_en as technology_name_en,
        technologies.name_fr as technology_name_fr,
        counts.submission_count,
        counts.respondent_count,
        {{ figure_basis('submission_count') }} as submission_count_basis,
        {{ figure_basis('respondent_count') }} as respondent_count_basis
    from counts
    inner join surveys
        on counts.survey_code = surveys.survey_code
    inner join technologies
        on counts.item_code = technologies.technology_code
    left join printed
        on
            counts.survey_code = printed.survey_code
            and counts.item_code = printed.key_code

)

select * from described
