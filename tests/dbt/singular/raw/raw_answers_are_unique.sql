select
    survey_code,
    submission_id,
    question_code,
    item_code,
    'answer' as column_name,
    {{ listed("coalesce(answer, '(blank)')", 'answer') }} as found,
    'one row per survey, submission, question and item, not ' || cast(count(*) as string) as expected
from ({{ raw_rows('raw_answers') }})
group by survey_code, submission_id, question_code, item_code
having count(*) > 1
