-- One row per submission of a survey, of any state; respondent-level, never released.
-- Per survey and Member the latest complete submission counts; a partial one never supersedes. Without a member_code,
-- each submission is its own respondent. Partner agencies are not deduplicated.

with submissions as (

    select * from {{ ref('stg_raw__submissions') }}

),

surveys as (

    select * from {{ ref('surveys') }}

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
        coalesce(surveys.counts_partial_submissions, false) as counts_partial_submissions,
        coalesce(submissions.respondent_kind = 'member' and submissions.member_code is not null, false)
            as is_named_member
    from submissions
    left join surveys
        on submissions.survey_code = surveys.survey_code
    left join members
        on submissions.member_code = members.member_code

),

ordered as (

    select
        *,
        row_number() over (
            partition by survey_code, member_code
            order by is_partial asc, submitted_at desc nulls last, submission_id desc
        ) as recency
    from described
    where is_named_member

    union all

    select
        *,
        1 as recency
    from described
    where not is_named_member

),

with_state as (

    select
        survey_code,
        submission_id,
        respondent_kind,
        member_code,
        region_code,
        agency_type_code,
        submitted_at,
        submitted_on,
        language_code,
        origin_code,
        is_partial,
        case
            when is_partial and not (counts_partial_submissions and recency = 1) then 'partial'
            when recency = 1 then 'counted'
            else 'superseded'
        end as submission_state
    from ordered

)

select * from with_state
