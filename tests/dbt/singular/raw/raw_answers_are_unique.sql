-- Rows are looked at one by one only where a submission has an item more than once.
with raw_answers as (

    {{ raw_rows('raw_answers') }}

),

repeated as (

    select
        coalesce(survey_code, '') as survey_code,
        coalesce(submission_id, '') as submission_id,
        coalesce(question_code, '') as question_code,
        coalesce(item_code, '') as item_code
    from raw_answers
    group by survey_code, submission_id, question_code, item_code
    having count(*) > 1

)

select
    raw_answers.survey_code,
    raw_answers.submission_id,
    raw_answers.question_code,
    raw_answers.item_code,
    'answer' as column_name,
    {{ listed("coalesce(raw_answers.answer, '(blank)')", 'raw_answers.answer') }} as found,
    'one row per survey, submission, question and item, not ' || cast(count(*) as string) as expected
from raw_answers
semi join repeated
    on
        coalesce(raw_answers.survey_code, '') = repeated.survey_code
        and coalesce(raw_answers.submission_id, '') = repeated.submission_id
        and coalesce(raw_answers.question_code, '') = repeated.question_code
        and coalesce(raw_answers.item_code, '') = repeated.item_code
group by raw_answers.survey_code, raw_answers.submission_id, raw_answers.question_code, raw_answers.item_code
having count(*) > 1
