select
    survey_code,
    member_code,
    'submission_state' as column_name,
    count(*) as found,
    1 as expected
from {{ ref('fct_submissions') }}
where submission_state = 'counted' and respondent_kind = 'member' and member_code is not null
group by survey_code, member_code
having count(*) > 1
