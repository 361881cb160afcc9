-- Sections IV to VI: impact and difficulty, contribution to performance, capacity-building needs.

create temp table scores as
with averaged as (
    select
        survey_code,
        region_code,
        question_code,
        item_code,
        max(respondent_count) as respondent_count,
        sum(answer_value * submission_count) / nullif(max(respondent_count), 0) as score_mean
    from counts
    where question_code in ('expected_impact', 'adoption_difficulty')
    group by survey_code, region_code, question_code, item_code
),

ranked as (
    select
        *,
        case
            when score_mean is not null
                then rank() over (
                    partition by survey_code, region_code, question_code
                    order by score_mean desc nulls last
                )
        end as score_rank
    from averaged
)

select
    survey_code,
    region_code,
    item_code as technology_code,
    max(score_mean) filter (question_code = 'expected_impact') as impact_mean,
    max(respondent_count) filter (question_code = 'expected_impact') as impact_respondent_count,
    max(score_rank) filter (question_code = 'expected_impact') as impact_rank,
    max(score_mean) filter (question_code = 'adoption_difficulty') as difficulty_mean,
    max(respondent_count) filter (question_code = 'adoption_difficulty') as difficulty_respondent_count,
    max(score_rank) filter (question_code = 'adoption_difficulty') as difficulty_rank
from ranked
group by survey_code, region_code, item_code;

create table marts.impact_difficulty as
select * exclude (region_code) from scores
where region_code = '';

create table marts.impact_difficulty_by_region as
select * from scores
where region_code <> '';

create table marts.performance_contribution as
select survey_code, item_code as dimension_code, submission_count, respondent_count, share, share_rank from choices
where question_code = 'performance_contribution' and region_code = '';

create table marts.performance_contribution_by_region as
select survey_code, region_code, item_code as dimension_code, submission_count, respondent_count, share, share_rank
from choices
where question_code = 'performance_contribution' and region_code <> '';

create table marts.capacity_building_needs as
select survey_code, item_code as need_code, submission_count, respondent_count, share, share_rank from choices
where question_code = 'capacity_building_need' and region_code = '';

create table marts.capacity_building_needs_by_region as
select survey_code, region_code, item_code as need_code, submission_count, respondent_count, share, share_rank
from choices
where question_code = 'capacity_building_need' and region_code <> '';

create table marts.capacity_building_needs_other as
with coded as (
    select
        tallies.survey_code,
        coalesce(codings.need_code, 'uncoded') as need_code,
        sum(tallies.submission_count) as submission_count
    from answer_tallies as tallies
    left join raw_need_codings as codings
        on tallies.survey_code = codings.survey_code and tallies.answer = codings.answer
    where tallies.question_code = 'capacity_building_need_other'
    group by all
),

asked as (
    select surveys.survey_code, codes.need_code
    from answered_surveys as surveys
    semi join (from survey_items where question_code = 'capacity_building_need_other') as items
        on surveys.survey_code = items.survey_code
    cross join (select need_code from needs union all select 'uncoded') as codes
)

select asked.survey_code, asked.need_code, coalesce(coded.submission_count, 0) as submission_count
from asked
left join coded
    on asked.survey_code = coded.survey_code and asked.need_code = coded.need_code;
