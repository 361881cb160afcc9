with days as (

    select
        timeline.survey_code,
        timeline.submitted_on,
        timeline.cumulative_submission_count,
        {{ days_since_epoch('timeline.submitted_on') }} as day,
        {{ days_since_epoch('surveys.opened_on') }} - 1 + sum(timeline.day_count) over (
            partition by timeline.survey_code
            order by timeline.submitted_on
            rows between unbounded preceding and current row
        ) as expected_day,
        sum(timeline.submission_count) over (
            partition by timeline.survey_code
            order by timeline.submitted_on
            rows between unbounded preceding and current row
        ) as expected_sum
    from {{ ref('participation_timeline') }} as timeline
    inner join {{ ref('dim_surveys') }} as surveys
        on timeline.survey_code = surveys.survey_code

)

select
    survey_code,
    submitted_on,
    'submitted_on' as column_name,
    cast(day as string) as found,
    cast(expected_day as string) || ' days after 1970-01-01' as expected
from days
where day <> expected_day
union all
select
    survey_code,
    submitted_on,
    'cumulative_submission_count' as column_name,
    cast(cumulative_submission_count as string) as found,
    cast(expected_sum as string) || ' so far' as expected
from days
where coalesce(cumulative_submission_count, -1) <> coalesce(expected_sum, -2)
