-- One row per submission of a survey, of any state; respondent-level, never released.

with submissions as (

    select * from {{ ref('int_submission_states') }}

),

dated as (

    select
        survey_code,
        submission_id,
        respondent_kind,
        member_code,
        region_code,
        agency_type_code,
        submitted_at,
        cast(submitted_at as date) as submitted_on,
        language_code,
        origin_code,
        is_partial,
        submission_state
    from submissions

)

select * from dated
