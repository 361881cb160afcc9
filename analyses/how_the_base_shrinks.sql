-- One row per question: how many of those who took part answered it. In a grid each item has a base of its own, so the
-- smallest and the largest stand side by side. A share says little where few answered.

with bases as (

    select
        survey_code,
        'it_strategy' as question_code,
        respondent_count
    from {{ ref('it_strategy') }}
    union all
    select
        survey_code,
        'maturity_level' as question_code,
        respondent_count
    from {{ ref('maturity_distribution') }}
    union all
    select
        survey_code,
        'technology_status' as question_code,
        respondent_count
    from {{ ref('technology_adoption') }}
    union all
    select
        survey_code,
        'expected_impact' as question_code,
        impact_respondent_count as respondent_count
    from {{ ref('impact_difficulty') }}
    union all
    select
        survey_code,
        'adoption_difficulty' as question_code,
        difficulty_respondent_count as respondent_count
    from {{ ref('impact_difficulty') }}
    union all
    select
        survey_code,
        'performance_contribution' as question_code,
        respondent_count
    from {{ ref('performance_contribution') }}
    union all
    select
        survey_code,
        'capacity_building_need' as question_code,
        respondent_count
    from {{ ref('capacity_building_needs') }}
    union all
    select
        survey_code,
        'willing_to_share' as question_code,
        willing_respondent_count as respondent_count
    from {{ ref('participation_summary') }}

)

select
    questions.code as question_code,
    questions.name_en as question_name_en,
    min(bases.respondent_count) as smallest_base,
    max(bases.respondent_count) as largest_base,
    min(bases.respondent_count) / max(summary.submission_count) as smallest_share
from bases
inner join {{ ref('participation_summary') }} as summary
    on bases.survey_code = summary.survey_code
inner join {{ ref('codes') }} as questions
    on bases.question_code = questions.code and questions.code_list = 'questions'
where
    bases.survey_code = (
        select rounds.survey_code from {{ ref('survey_rounds') }} as rounds
        where rounds.is_latest
    )
group by questions.code, questions.name_en, questions.position
order by questions.position
