-- Section III: how far technologies have come.

create temp table statuses as
select
    survey_code,
    region_code,
    item_code as technology_code,
    answer_code as status_code,
    is_potential,
    submission_count,
    respondent_count,
    submission_count / nullif(respondent_count, 0) as share
from counts
where question_code = 'technology_status';

create table marts.technology_adoption as
select * exclude (region_code, is_potential) from statuses
where region_code = '';

create table marts.technology_adoption_by_region as
select * exclude (is_potential) from statuses
where region_code <> '';

create table marts.technology_status_totals as
with totals as (
    select
        survey_code,
        status_code,
        sum(submission_count) as selection_count,
        sum(sum(submission_count)) over (partition by survey_code) as all_selection_count
    from statuses
    where region_code = ''
    group by survey_code, status_code
)

select *, selection_count / nullif(all_selection_count, 0) as selection_share from totals;

create table marts.development_potential as
with summed as (
    select
        survey_code,
        technology_code,
        max(respondent_count) as respondent_count,
        coalesce(sum(submission_count) filter (status_code = 'adopted'), 0) as adopted_count,
        coalesce(sum(submission_count) filter (status_code = 'in_development'), 0) as in_development_count,
        coalesce(sum(submission_count) filter (status_code = 'under_consideration'), 0) as under_consideration_count,
        coalesce(sum(submission_count) filter (is_potential), 0) as potential_count
    from statuses
    where region_code = ''
    group by survey_code, technology_code
)

select
    *,
    case
        when respondent_count > 0
            then rank() over (
                partition by survey_code
                order by case when respondent_count > 0 then potential_count end desc nulls last
            )
    end as potential_rank
from summed;
