-- One row per survey and UTC day of its collection: Members' counted submissions of the day, so far, and their rate.

with surveys as (

    select * from {{ ref('dim_surveys') }}

),

daily_submissions as (

    select * from {{ ref('daily_submission_counts') }}

),

totals as (

    select * from {{ ref('int_participation_totals') }}

),

phases as (

    select * from {{ ref('warehouse_codes') }}
    where code_list = 'timeline_phases'

),

described as (

    select
        surveys.survey_code,
        surveys.survey_name_en,
        surveys.survey_name_fr,
        daily_submissions.submitted_on,
        daily_submissions.phase,
        phases.name_en as phase_name_en,
        phases.name_fr as phase_name_fr,
        daily_submissions.submission_count,
        daily_submissions.cumulative_submission_count,
        {{ share('daily_submissions.cumulative_submission_count', 'totals.member_count') }}
            as cumulative_participation_rate,
        {{ figure_basis('surveys.origin_code', 'false') }} as figure_basis
    from daily_submissions
    inner join surveys
        on daily_submissions.survey_code = surveys.survey_code
    inner join totals
        on daily_submissions.survey_code = totals.survey_code
    inner join phases
        on daily_submissions.phase = phases.code

)

select * from described
