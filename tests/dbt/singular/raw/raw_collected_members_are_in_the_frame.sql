select
    {{ submission_fault(
        'member_code',
        "'a Member of the WCO on ' || cast(surveys.closed_on as string)"
        ~ " || '; this one acceded on ' || cast(members.accession_on as string)"
    ) }}
from ({{ raw_rows('raw_submissions') }}) as raw_submissions
inner join {{ ref('members') }} as members
    on raw_submissions.member_code = members.member_code
inner join {{ ref('surveys') }} as surveys
    on raw_submissions.survey_code = surveys.survey_code
where
    raw_submissions.origin = 'collected'
    and raw_submissions.respondent_kind = 'member'
    and members.accession_on > surveys.closed_on
