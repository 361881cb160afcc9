-- One row per survey and technology that it asked about in any question: adoption, potential, impact, difficulty,
-- citations and case studies offered, with their ranks. What a survey did not ask is null; what nobody answered has
-- no rank: it is not the last, it is unknown.
{%- set adopted = 'case when potential.respondent_count > 0 then potential.adopted_count end' %}
{%- set offered = 'case when offers.respondent_count > 0 then offers.submission_count end' %}

with surveys as (

    select * from {{ ref('dim_surveys') }}

),

technologies as (

    select * from {{ ref('dim_survey_technologies') }}

),

potential as (

    select * from {{ ref('development_potential') }}

),

scores as (

    select * from {{ ref('impact_difficulty') }}

),

citations as (

    select * from {{ ref('flagship_selection') }}

),

offers as (

    select * from {{ ref('case_study_offers') }}

),

described as (

    select
        technologies.survey_code,
        technologies.technology_code,
        surveys.survey_name_en,
        surveys.survey_name_fr,
        technologies.technology_name_en,
        technologies.technology_name_fr,
        potential.respondent_count as status_respondent_count,
        potential.adopted_count,
        potential.potential_count,
        scores.impact_mean,
        scores.impact_respondent_count,
        scores.difficulty_mean,
        scores.difficulty_respondent_count,
        citations.citation_count,
        citations.citation_respondent_count,
        offers.submission_count as case_study_offer_count,
        offers.respondent_count as case_study_offer_respondent_count,
        {{ competition_rank(adopted, ['technologies.survey_code']) }} as adopted_rank,
        potential.potential_rank,
        scores.impact_rank,
        scores.difficulty_rank,
        citations.citation_rank,
        {{ competition_rank(offered, ['technologies.survey_code']) }} as case_study_offer_rank,
        coalesce(potential.respondent_count_basis, {{ figure_basis() }}) as status_respondent_count_basis,
        coalesce(potential.adopted_count_basis, {{ figure_basis() }}) as adopted_count_basis,
        coalesce(potential.potential_count_basis, {{ figure_basis() }}) as potential_count_basis,
        coalesce(scores.impact_mean_basis, {{ figure_basis() }}) as impact_mean_basis,
        coalesce(scores.impact_respondent_count_basis, {{ figure_basis() }}) as impact_respondent_count_basis,
        coalesce(scores.difficulty_mean_basis, {{ figure_basis() }}) as difficulty_mean_basis,
        coalesce(scores.difficulty_respondent_count_basis, {{ figure_basis() }}) as difficulty_respondent_count_basis,
        coalesce(citations.citation_count_basis, {{ figure_basis() }}) as citation_count_basis,
        coalesce(citations.citation_respondent_count_basis, {{ figure_basis() }}) as citation_respondent_count_basis,
        coalesce(offers.submission_count_basis, {{ figure_basis() }}) as case_study_offer_count_basis,
        coalesce(offers.respondent_count_basis, {{ figure_basis() }}) as case_study_offer_respondent_count_basis
    from technologies
    inner join surveys
        on technologies.survey_code = surveys.survey_code
    left join potential
        on technologies.survey_code = potential.survey_code and technologies.technology_code = potential.technology_code
    left join scores
        on technologies.survey_code = scores.survey_code and technologies.technology_code = scores.technology_code
    left join citations
        on technologies.survey_code = citations.survey_code and technologies.technology_code = citations.technology_code
    left join offers
        on technologies.survey_code = offers.survey_code and technologies.technology_code = offers.technology_code

)

select * from described
