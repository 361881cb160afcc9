-- One row per survey and technology that it asked about in any question: adoption, potential, impact, difficulty,
-- citations and case studies offered, with their ranks. What a survey did not ask is null; what nobody answered has
-- no rank: it is not the last, it is unknown.

with surveys as (

    select * from {{ ref('dim_surveys') }}

),

technologies as (

    select * from {{ ref('dim_survey_technologies') }}

),

-- Of all regions together, by question; neither adoptions nor offers are ranked elsewhere.
ranges as (

    select * from {{ ref('shown_certainty') }}
    where region_code = '' and answer_code in ('adopted', 'yes')

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
        {{ columns_as('scores', certainty_names('impact_mean', 'impact_')) }},
        scores.difficulty_mean,
        scores.difficulty_respondent_count,
        {{ columns_as('scores', certainty_names('difficulty_mean', 'difficulty_')) }},
        citations.citation_count,
        citations.citation_respondent_count,
        offers.submission_count as case_study_offer_count,
        offers.respondent_count as case_study_offer_respondent_count,
        adopted.figure_rank as adopted_rank,
        {{ columns_as('adopted', rank_range_names(), rank_range_names('adopted_')) }},
        potential.potential_rank,
        {{ columns_as('potential', rank_range_names(), rank_range_names('potential_')) }},
        scores.impact_rank,
        {{ columns_as('scores', rank_range_names('impact_')) }},
        scores.difficulty_rank,
        {{ columns_as('scores', rank_range_names('difficulty_')) }},
        citations.citation_rank,
        {{ columns_as('citations', rank_range_names('citation_')) }},
        offered.figure_rank as case_study_offer_rank,
        {{ columns_as('offered', rank_range_names(), rank_range_names('case_study_offer_')) }},
        {%- for mart, figure, name in [
            ('potential', 'respondent_count', 'status_respondent_count'),
            ('potential', 'adopted_count', 'adopted_count'),
            ('potential', 'potential_count', 'potential_count'),
            ('scores', 'impact_mean', 'impact_mean'),
            ('scores', 'impact_respondent_count', 'impact_respondent_count'),
            ('scores', 'difficulty_mean', 'difficulty_mean'),
            ('scores', 'difficulty_respondent_count', 'difficulty_respondent_count'),
            ('citations', 'citation_count', 'citation_count'),
            ('citations', 'citation_respondent_count', 'citation_respondent_count'),
            ('offers', 'submission_count', 'case_study_offer_count'),
        ] %}
        coalesce({{ mart }}.{{ figure }}_basis, {{ figure_basis() }}) as {{ name }}_basis,
        {%- endfor %}
        coalesce(offers.respondent_count_basis, {{ figure_basis() }}) as case_study_offer_respondent_count_basis
    from technologies
    inner join surveys
        on technologies.survey_code = surveys.survey_code
    left join {{ ref('development_potential') }} as potential
        on technologies.survey_code = potential.survey_code and technologies.technology_code = potential.technology_code
    left join {{ ref('impact_difficulty') }} as scores
        on technologies.survey_code = scores.survey_code and technologies.technology_code = scores.technology_code
    left join {{ ref('flagship_selection') }} as citations
        on technologies.survey_code = citations.survey_code and technologies.technology_code = citations.technology_code
    left join {{ ref('case_study_offers') }} as offers
        on technologies.survey_code = offers.survey_code and technologies.technology_code = offers.technology_code
    {%- for name, question in [('adopted', 'technology_status'), ('offered', 'case_study_topic')] %}
    left join ranges as {{ name }}
        on
            technologies.survey_code = {{ name }}.survey_code and technologies.technology_code = {{ name }}.item_code
            and {{ name }}.question_code = '{{ question }}'
    {%- endfor %}

)

select * from described
