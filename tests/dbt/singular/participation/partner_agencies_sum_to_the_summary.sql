-- The summary is made of the same mart, so the submissions themselves are counted too: one of no known type would be
-- lost.
with agencies as (

    select
        survey_code,
        sum(submission_count) as submission_count
    from {{ ref('partner_agencies') }}
    group by survey_code

),

submissions as (

    select
        survey_code,
        count(*) as submission_count
    from {{ ref('fct_submissions') }}
    where submission_state = 'counted' and respondent_kind = 'partner_agency'
    group by survey_code

)

select
    surveys.survey_code,
    'partner_agency_count' as column_name,
    summary.partner_agency_count as found,
    cast(agencies.submission_count as string) || ' in partner_agencies, '
    || cast(coalesce(submissions.submission_count, 0) as string) || ' counted submissions' as expected
from {{ ref('dim_surveys') }} as surveys
inner join agencies
    on surveys.survey_code = agencies.survey_code
left join {{ ref('participation_summary') }} as summary
    on surveys.survey_code = summary.survey_code
left join submissions
    on surveys.survey_code = submissions.survey_code
where
    coalesce(summary.partner_agency_count, -1) <> agencies.submission_count
    or agencies.submission_count <> coalesce(submissions.submission_count, 0)
