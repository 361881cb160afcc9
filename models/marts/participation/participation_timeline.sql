-- One row per survey and UTC day of its collection, or seven days where few came on some day: Members' counted
-- submissions of these days, so far, and their rate.

with surveys as (

    select * from {{ ref('dim_surveys') }}

),

days as (

    select * from {{ ref('shown_timeline') }}

),

totals as (

    select
        survey_code,
        sum(member_count) as member_count
    from {{ ref('participation_counts') }}
    group by survey_code

),

phases as (

    select * from {{ ref('warehouse_codes') }}
    where code_list = 'timeline_phases'

),

described as (

    select
        surveys.survey_code,
        days.submitted_on,
        surveys.survey_name_en,
        surveys.survey_name_fr,
        days.phase_code,
        phases.name_en as phase_name_en,
        phases.name_fr as phase_name_fr,
        days.day_count,
        days.submission_count,
        days.cumulative_submission_count,
        {{ share('days.cumulative_submission_count', 'totals.member_count') }}
            as cumulative_participation_rate,
        {{ figure_basis() }} as submission_count_basis,
        {{ figure_basis() }} as cumulative_submission_count_basis,
        {{ figure_basis() }} as cumulative_participation_rate_basis
    from days
    inner join surveys
        on days.survey_code = surveys.survey_code
    inner join totals
        on days.survey_code = totals.survey_code
    inner join phases
        on days.phase_code = phases.code

)

select * from described
