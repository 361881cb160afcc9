-- One row per phase of the collection: how many answers came in it, and how many of them in its last three days, which
-- is null where days are not told.

with days as (

    select
        *,
        sum(day_count) over (
            partition by phase_code
            order by submitted_on desc
            rows between unbounded preceding and current row
        ) as days_to_go
    from {{ ref('participation_timeline') }}
    where survey_code = (
        select rounds.survey_code from {{ ref('survey_rounds') }} as rounds
        where rounds.is_latest
    )

)

select
    phase_code,
    phase_name_en,
    min(submitted_on) as first_on,
    max(submitted_on) as last_on,
    sum(submission_count) as submission_count,
    sum(case when days_to_go <= 3 then submission_count end) as last_days_count,
    sum(submission_count) / sum(day_count) as submissions_per_day
from days
group by phase_code, phase_name_en
order by first_on
