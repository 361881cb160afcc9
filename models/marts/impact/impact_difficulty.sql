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

    {{ printed_figures('impact_difficulty') }}

),

described as (

    select
        scores.survey_code,
        scores.technology_code,
        surveys.survey_name_en,
        surveys.survey_name_fr,
        technologies.name_en as technology_name_en,
        technologies.name_fr as technology_name_fr,
        scores.impact_mean,
        scores.impact_respondent_count,
        {{ columns_as('scores', certainty_names('impact_mean', 'impact_')) }},
        scores.difficulty_mean,
        scores.difficulty_respondent_count,
        {{ columns_as('scores', certainty_names('difficulty_mean', 'difficulty_')) }},
        scores.impact_rank,
        {{ columns_as('scores', rank_range_names('impact_')) }},
        scores.difficulty_rank,
        {{ columns_as('scores', rank_range_names('difficulty_')) }},
        {{ figure_basis('impact_mean') }} as impact_mean_basis,
        {{ figure_basis('impact_respondent_count') }} as impact_respondent_count_basis,
        {{ figure_basis('difficulty_mean') }} as difficulty_mean_basis,
        {{ figure_basis('difficulty_respondent_count') }} as difficulty_respondent_count_basis
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
