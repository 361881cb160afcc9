select
    shown.survey_code,
    shown.question_code,
    shown.item_code,
    shown.answer_code,
    cast(shown.respondent_count as string) || ' respondents' as found,
    'none, at least ' || cast(surveys.disclosure_threshold as string) || ', or suppressed' as expected
from {{ ref('shown_answer_counts') }} as shown
inner join {{ ref('dim_surveys') }} as surveys
    on shown.survey_code = surveys.survey_code
where
    shown.region_code = ''
    and shown.respondent_count > 0
    and shown.respondent_count < surveys.disclosure_threshold
