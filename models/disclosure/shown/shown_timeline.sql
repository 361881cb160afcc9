-- One row per survey and day of its collection, or, where some day of a survey has fewer submissions than its
-- disclosure threshold and more than none, per seven days: when so few came, the day is not told. The sevens are
-- counted from the beginning of each phase, and days that are left over at its end belong to the last of them, so that
-- none is shorter unless its phase is. Read by participation_timeline.

with surveys as (

    select * from {{ ref('dim_surveys') }}

),

days as (

    select * from {{ ref('daily_submission_counts') }}

),

judged as (

    select
        days.survey_code,
        max(
            case
                when days.submission_count > 0 and days.submission_count < surveys.disclosure_threshold then 7
                else 1
            end
        ) as least_day_count
    from days
    inner join surveys
        on days.survey_code = surveys.survey_code
    group by days.survey_code

),

placed as (

    select
        days.*,
        judged.least_day_count,
        row_number() over (
            partition by days.survey_code, days.phase_code
            order by days.submitted_on
        ) - 1 as days_before,
        count(*) over (partition by days.survey_code, days.phase_code) as phase_day_count
    from days
    inner join judged
        on days.survey_code = judged.survey_code

),

numbered as (

    select
        *,
        least(
            {{ integer_quotient('days_before', 'least_day_count') }},
            {{ integer_quotient('phase_day_count', 'least_day_count') }} - 1
        ) as period_number
    from placed

),

summed as (

    select
        survey_code,
        phase_code,
        max(submitted_on) as submitted_on,
        cast(count(*) as integer) as day_count,
        cast(sum(submission_count) as integer) as submission_count,
        max(cumulative_submission_count) as cumulative_submission_count
    from numbered
    group by survey_code, phase_code, period_number

)

select * from summed
