-- One row per submission of a survey, of any state; respondent-level, never released.

with submissions as (

    select * from {{ ref('int_submission_states') }}

),

members as (

    select * from {{ ref('members') }}

),

described as (

    select
        submissions.survey_code,
        submissions.submission_id,
        submissions.respondent_kind,
        submissions.member_code,
        coalesce(members.region_code, submissions.region_code) as region_code,
        submissions.agency_type_code,
        submissions.submitted_at,
        cast(submissions.submitted_at as date) as submitted_on,
        submissions.language_code,
        submissions.origin_code,
        submissions.is_partial,
        submissions.submission_state
    from submissions
    left join members
        on submissions.member_code = members.member_code

)

select * from described
