select
    surveys.survey_code,
    'respondents_per_member' as column_name,
    surveys.respondents_per_member as found,
    case
        when submissions.survey_code is null then 'at least 1'
        else '1: answers of this survey are not synthetic'
    end as expected
from {{ ref('surveys') }} as surveys
left join {{ ref('dim_surveys') }} as submissions
    on
        surveys.survey_code = submissions.survey_code
        and coalesce(submissions.origin_code, '') <> 'synthetic'
where
    surveys.respondents_per_member < 1
    or (submissions.survey_code is not null and surveys.respondents_per_member > 1)
