-- Section II: IT strategy and maturity.

create temp table strategies as
select
    survey_code,
    region_code,
    submission_count as yes_count,
    respondent_count,
    submission_count / nullif(respondent_count, 0) as yes_share
from counts
where question_code = 'it_strategy' and answer_code = 'yes';

create table marts.it_strategy as
select * exclude (region_code) from strategies
where region_code = '';

create table marts.it_strategy_by_region as
select * from strategies
where region_code <> '';

create temp table maturity as
select
    survey_code,
    region_code,
    answer_value as maturity_level,
    submission_count,
    respondent_count,
    submission_count / nullif(respondent_count, 0) as share,
    case
        when respondent_count > 0
            then rank() over (partition by survey_code, region_code order by submission_count desc)
    end as share_rank
from counts
where question_code = 'maturity_level';

create table marts.maturity_distribution as
select * exclude (region_code) from maturity
where region_code = '';

create table marts.maturity_by_region as
select * from maturity
where region_code <> '';
