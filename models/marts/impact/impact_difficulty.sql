-- One row per survey and technology: the impact that Members expect of it beside how difficult it is to adopt.
-- Complete over the technologies that the survey asked about in either question.

with surveys as (

    select * from {{ ref('dim_surveys') }}

),

technologies as (

    select * from {{ ref('technologies') }}

),

scores as (

    select * from {{ ref('shown_scores') }}
    where region_code = ''

),

printed as (

    {{ printed_keys('impact_difficulty') }}

),

described as (

    select
        scores.survey_code,
        surveys.survey_name_en,
        surveys.survey_name_fr,
        scores.technology_code,
        technologies.name_en as technology_name_en,
        technologies.name_fr as technology_name_fr,
        scores.impact_mean,
        scores.impact_respondent_count,
        scores.impact_rank,
        scores.difficulty_mean,
        scores.difficulty_respondent_count,
        scores.difficulty_rank,
        {{ figure_basis('surveys.origin_code', 'printed.key_code is not null') }} as figure_basis
    from scores
    inner join surveys
        on scores.survey_code = surveys.survey_code
    inner join technologies
        on scores.technology_code = technologies.technology_code
    left join printed
        on
            scores.survey_code = printed.survey_code
            and scores.technology_code = printed.key_code

)

select * from described
