-- Members answer between the opening and the closing of the survey; partner agencies from the opening on.
with submissions as (

    select
        *,
        cast({{ utc_timestamp('submitted_at') }} as date) as submitted_on
    from ({{ raw_rows('raw_submissions') }})

)

select
    {{ submission_fault(
        'submitted_at',
        "'a day from ' || cast(surveys.opened_on as string) || ' to ' || cast(surveys.closed_on as string)"
    ) }}
from submissions as raw_submissions
inner join {{ ref('surveys') }} as surveys
    on raw_submissions.survey_code = surveys.survey_code
where
    raw_submissions.respondent_kind = 'member'
    and not raw_submissions.submitted_on between surveys.opened_on and surveys.closed_on
union all
select
    {{ submission_fault('submitted_at', "'a day from ' || cast(surveys.opened_on as string) || ' on'") }}
from submissions as raw_submissions
inner join {{ ref('surveys') }} as surveys
    on raw_submissions.survey_code = surveys.survey_code
where
    raw_submissions.respondent_kind = 'partner_agency'
    and raw_submissions.submitted_on < surveys.opened_on
