-- Figures of all Members, each region by its Members. No answers here are of a collected survey: nothing is suppressed.
-- Fractions add up to the same bits in one order alone.

create table marts.reweighted_indicators as
with counted as (
    select
        definitions.indicator_code,
        counts.survey_code,
        counts.region_code,
        counts.item_code,
        case when definitions.unit_code = 'share' then counts.answer_code else '' end as answer_code,
        any_value(counts.respondent_count) as respondent_count,
        sum(counts.submission_count * if(definitions.unit_code = 'share', 1, counts.answer_value)) as value_sum,
        sum(counts.submission_count * if(definitions.unit_code = 'share', 1, counts.answer_value ** 2)) as square_sum
    from counts
    inner join indicator_definitions as definitions
        on
            counts.question_code = definitions.question_code
            and (definitions.answer_code is null or counts.answer_code = definitions.answer_code)
    where counts.region_code <> ''
    group by all
    union all
    select
        'development_potential',
        survey_code,
        region_code,
        item_code,
        '',
        any_value(respondent_count),
        sum(submission_count) filter (is_potential),
        sum(submission_count) filter (is_potential)
    from counts
    where question_code = 'technology_status' and region_code <> ''
    group by all
),

regions as (
    select
        counted.*,
        participation.member_count,
        case when counted.respondent_count > 0 then participation.member_count else 0 end as covered,
        value_sum / nullif(respondent_count, 0) as region_value,
        case
            when respondent_count >= member_count then 0
            when respondent_count > 1
                then
                    (1 - respondent_count / member_count)
                    * (square_sum / respondent_count - (value_sum / respondent_count) ** 2)
                    / (respondent_count - 1)
        end as region_variance
    from counted
    inner join marts.participation_by_region as participation
        on counted.survey_code = participation.survey_code and counted.region_code = participation.region_code
),

reweighted as (
    select
        survey_code,
        indicator_code,
        item_code,
        answer_code,
        sum(member_count)::integer as member_count,
        sum(covered)::integer as covered_member_count,
        sum(covered * region_value order by region_code) / nullif(sum(covered), 0) as reweighted_value,
        case
            when count(*) filter (covered > 0 and region_variance is null) = 0
                then sqrt(sum(covered ** 2 * region_variance order by region_code)) / nullif(sum(covered), 0)
        end as reweighted_error
    from regions
    group by all
)

select
    reweighted.*,
    indicators.unit_code,
    indicators.respondent_count,
    indicators.value
from reweighted
inner join marts.indicators as indicators
    on
        reweighted.survey_code = indicators.survey_code
        and reweighted.indicator_code = indicators.indicator_code
        and reweighted.item_code = indicators.item_code
        and reweighted.answer_code = indicators.answer_code
        and indicators.region_code = 'ALL';
