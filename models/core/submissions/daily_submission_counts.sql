-- One row per survey and UTC day from its opening to its closing: the phase of the collection, and Members' counted
-- submissions of the day and so far.

with surveys as (

    select * from {{ ref('dim_surveys') }}

),

submissions as (

    select
        survey_code,
        submitted_on,
        count(*) as submission_count
    from {{ ref('fct_submissions') }}
    where submission_state = 'counted' and respondent_kind = 'member'
    group by survey_code, submitted_on

),

days as (

    select
        survey_code,
        deadline_on,
        extended_deadline_on,
        {{ each_day('opened_on', 'closed_on') }} as submitted_on
    from surveys

),

cumulated as (

    select
        days.survey_code,
        days.submitted_on,
        case
            when days.submitted_on <= days.deadline_on then 'initial'
            when days.submitted_on <= days.extended_deadline_on then 'extension'
            else 'late'
        end as phase_code,
        cast(coalesce(submissions.submission_count, 0) as integer) as submission_count,
        cast(
            sum(coalesce(submissions.submission_count, 0)) over (
                partition by days.survey_code
                order by days.submitted_on
                rows between unbounded preceding and current row
            ) as integer
        ) as cumulative_submission_count
    from days
    left join submissions
        on
            days.survey_code = submissions.survey_code
            and days.submitted_on = submissions.submitted_on

)

select * from cumulated
