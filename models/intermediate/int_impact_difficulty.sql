-- One row per survey, region and technology that was scored in impact or in difficulty: both scores, with names.
-- An empty region_code stands for all regions together. A technology that the survey asked about in one question only
-- has nulls in the columns of the other.

with scores as (

    select * from {{ ref('int_item_scores') }}

),

surveys as (

    select * from {{ ref('dim_surveys') }}

),

technologies as (

    select * from {{ ref('technologies') }}

),

paired as (

    select
        survey_code,
        region_code,
        item_code as technology_code,
        max(case when question_code = 'expected_impact' then score_mean end) as impact_mean,
        max(case when question_code = 'expected_impact' then respondent_count end) as impact_respondent_count,
        max(case when question_code = 'expected_impact' then score_rank end) as impact_rank,
        max(case when question_code = 'adoption_difficulty' then score_mean end) as difficulty_mean,
        max(case when question_code = 'adoption_difficulty' then respondent_count end) as difficulty_respondent_count,
        max(case when question_code = 'adoption_difficulty' then score_rank end) as difficulty_rank,
        -- The two questions are one block of disclosure control: a row is suppressed whole or not at all.
        max(case when is_suppressed then 1 else 0 end) = 1 as is_suppressed
    from scores
    group by survey_code, region_code, item_code

),

named as (

    select
        paired.survey_code,
        surveys.survey_name_en,
        surveys.survey_name_fr,
        surveys.origin_code,
        paired.region_code,
        paired.technology_code,
        technologies.name_en as technology_name_en,
        technologies.name_fr as technology_name_fr,
        paired.impact_mean,
        paired.impact_respondent_count,
        paired.impact_rank,
        paired.difficulty_mean,
        paired.difficulty_respondent_count,
        paired.difficulty_rank,
        paired.is_suppressed
    from paired
    inner join surveys
        on paired.survey_code = surveys.survey_code
    inner join technologies
        on paired.technology_code = technologies.technology_code

)

select * from named
