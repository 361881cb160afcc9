-- One row per survey and technology: the impact that Members expect of it beside how difficult it is to adopt.
-- Complete over the technologies that the survey asked about in either question. Read by flagship_selection.

with scores as (

    select * from {{ ref('int_impact_difficulty') }}
    where region_code = ''

),

printed as (

    {{ printed_keys('impact_difficulty') }}

),

described as (

    select
        scores.survey_code,
        scores.survey_name_en,
        scores.survey_name_fr,
        scores.technology_code,
        scores.technology_name_en,
        scores.technology_name_fr,
        scores.impact_mean,
        scores.impact_respondent_count,
        scores.impact_rank,
        scores.difficulty_mean,
        scores.difficulty_respondent_count,
        scores.difficulty_rank,
        {{ figure_basis('scores.origin_code', 'printed.key_code is not null') }} as figure_basis
    from scores
    left join printed
        on
            scores.survey_code = printed.survey_code
            and scores.technology_code = printed.key_code

)

select * from described
