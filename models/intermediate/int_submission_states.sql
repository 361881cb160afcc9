-- One row per submission: whether it is counted, superseded or partial.
-- Per survey and Member the latest complete submission counts; a partial one never supersedes. Without a member_code,
-- each submission is its own respondent. Partner agencies are not deduplicated.

with submissions as (

    select * from {{ ref('stg_raw__submissions') }}

),

surveys as (

    select * from {{ ref('surveys') }}

),

identified as (

    select
        submissions.survey_code,
        submissions.submission_id,
        submissions.respondent_kind,
        submissions.member_code,
        submissions.region_code,
        submissions.agency_type_code,
        submissions.submitted_at,
        submissions.language_code,
        submissions.origin_code,
        submissions.is_partial,
        coalesce(surveys.counts_partial_submissions, false) as counts_partial_submissions,
        coalesce(submissions.respondent_kind = 'member' and submissions.member_code is not null, false)
            as is_named_member
    from submissions
    left join surveys
        on submissions.survey_code = surveys.survey_code

),

ordered as (

    select
        *,
        row_number() over (
            partition by survey_code, member_code
            order by is_partial asc, submitted_at desc nulls last, submission_id desc
        ) as recency
    from identified
    where is_named_member

    union all

    select
        *,
        1 as recency
    from identified
    where not is_named_member

),

with_state as (

    select
        *,
        case
            when is_partial and not (counts_partial_submissions and recency = 1) then 'partial'
            when recency = 1 then 'counted'
            else 'superseded'
        end as submission_state
    from ordered

)

select * from with_state
