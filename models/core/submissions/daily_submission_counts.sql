-- One row per survey and UTC day of its collection: Members' counted submissions of the day, and so far.

with days as (

    select * from {{ ref('int_survey_days') }}

),

submissions as (

    select * from {{ ref('fct_submissions') }}
    where submission_state = 'counted' and respondent_kind = 'member'

),

daily as (

    select
        survey_code,
        submitted_on,
        count(*) as submission_count
    from submissions
    group by survey_code, submitted_on

),

cumulated as (

    select
        days.survey_code,
        days.submitted_on,
        days.phase,
        cast(coalesce(daily.submission_count, 0) as integer) as submission_count,
        cast(
            sum(coalesce(daily.submission_count, 0)) over (
                partition by days.survey_code
                order by days.submitted_on
                rows between unbounded preceding and current row
            ) as integer
        ) as cumulative_submission_count
    from days
    left join daily
        on
            days.survey_code = daily.survey_code
            and days.submitted_on = daily.submitted_on

)

select * from cumulated
