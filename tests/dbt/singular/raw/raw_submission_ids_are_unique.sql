select
    survey_code,
    submission_id,
    cast(null as string) as question_code,
    cast(null as string) as item_code,
    'submission_id' as column_name,
    submission_id as found,
    'one row per survey and submission_id, not ' || cast(count(*) as string) as expected
from ({{ raw_rows('raw_submissions') }})
group by survey_code, submission_id
having count(*) > 1
