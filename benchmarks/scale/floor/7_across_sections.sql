-- Across the sections: technologies side by side, and every figure in one long table.

create table marts.technology_profile as
with asked as (
    select distinct items.survey_code, items.item_code as technology_code
    from survey_items as items
    semi join answered_surveys as surveys
        on items.survey_code = surveys.survey_code
    semi join technologies
        on items.item_code = technologies.technology_code
)

select
    asked.survey_code,
    asked.technology_code,
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
    case
        when potential.respondent_count > 0
            then rank() over (partition by asked.survey_code order by potential.adopted_count desc nulls last)
    end as adopted_rank,
    potential.potential_rank,
    scores.impact_rank,
    scores.difficulty_rank,
    citations.citation_rank,
    case
        when offers.respondent_count > 0
            then rank() over (partition by asked.survey_code order by offers.submission_count desc nulls last)
    end as case_study_offer_rank
from asked
left join marts.development_potential as potential
    on asked.survey_code = potential.survey_code and asked.technology_code = potential.technology_code
left join marts.impact_difficulty as scores
    on asked.survey_code = scores.survey_code and asked.technology_code = scores.technology_code
left join marts.flagship_selection as citations
    on asked.survey_code = citations.survey_code and asked.technology_code = citations.technology_code
left join marts.case_study_offers as offers
    on asked.survey_code = offers.survey_code and asked.technology_code = offers.technology_code;

create table marts.indicators as
with of_answers as (
    select
        counts.survey_code,
        counts.region_code,
        definitions.indicator_code,
        counts.item_code,
        counts.answer_code,
        counts.submission_count,
        counts.respondent_count,
        counts.submission_count / nullif(counts.respondent_count, 0) as value,
        'share' as unit_code
    from counts
    inner join indicator_definitions as definitions
        on
            counts.question_code = definitions.question_code
            and (definitions.answer_code is null or counts.answer_code = 'yes')
    where
        definitions.unit_code = 'share'
        and (counts.region_code = '' or definitions.regional_mart_name is not null)
),

of_scores as (
    select
        survey_code,
        region_code,
        'expected_impact' as indicator_code,
        technology_code as item_code,
        impact_respondent_count as respondent_count,
        impact_mean as value
    from scores
    union all
    select
        survey_code,
        region_code,
        'adoption_difficulty',
        technology_code,
        difficulty_respondent_count,
        difficulty_mean
    from scores
),

united as (
    select * from of_answers
    union all
    select survey_code, region_code, indicator_code, item_code, '', null, respondent_count, value, 'mean'
    from of_scores
    where respondent_count is not null
    union all
    select
        survey_code, '', 'development_potential', technology_code, '', potential_count, respondent_count,
        potential_count / nullif(respondent_count, 0), 'share'
    from marts.development_potential
    union all
    select survey_code, '', 'participation', '', '', submission_count, member_count, participation_rate, 'share'
    from marts.participation_summary
    union all
    select survey_code, '', 'details', '', '', details_count, submission_count, details_share, 'share'
    from marts.participation_summary
    union all
    select
        survey_code, region_code, 'participation', '', '', submission_count, member_count, participation_rate, 'share'
    from marts.participation_by_region
)

select * replace (case when region_code = '' then 'ALL' else region_code end as region_code)
from united;

create table marts.indicator_changes as
with rounds as (
    select survey_code, lag(survey_code) over (order by opened_on, survey_code) as previous_survey_code
    from answered_surveys
)

select
    now.* exclude (submission_count),
    rounds.previous_survey_code,
    before.respondent_count as previous_respondent_count,
    before.value as previous_value
from marts.indicators as now
inner join rounds using (survey_code)
left join marts.indicators as before
    on
        rounds.previous_survey_code = before.survey_code
        and now.region_code = before.region_code
        and now.indicator_code = before.indicator_code
        and now.item_code = before.item_code
        and now.answer_code = before.answer_code;
