select
    survey_code,
    region_code,
    question_code,
    item_code,
    answer_code,
    case
        when is_suppressed then 'is_suppressed, and a number'
        else 'not is_suppressed, and a null'
    end as found,
    'a null in each number where is_suppressed, and else in none' as expected
from {{ ref('shown_answer_counts') }}
where
    is_suppressed is null
    or (is_suppressed and coalesce(submission_count, respondent_count, value_sum) is not null)
    or (not is_suppressed and (submission_count is null or respondent_count is null))
