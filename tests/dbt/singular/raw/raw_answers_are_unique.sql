-- Millions of answers are no groups to keep: a submission answered a question with as many different items as it has
-- rows there, unless an item stands twice (or is unknown), and only then are its rows looked at one by one.
with raw_answers as (

    {{ raw_rows('raw_answers') }}

),

in_doubt as (

    select
        coalesce(raw_answers.survey_code, '') as survey_code,
        coalesce(raw_answers.submission_id, '') as submission_id,
        coalesce(raw_answers.question_code, '') as question_code
    from raw_answers
    left join {{ ref('question_items') }} as question_items
        on
            raw_answers.question_code = question_items.question_code
            and coalesce(raw_answers.item_code, '') = question_items.item_code
    group by raw_answers.survey_code, raw_answers.submission_id, raw_answers.question_code
    having count(*) <> coalesce(bit_count(bit_or({{ one_bit('question_items.position') }})), 0)

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
semi join in_doubt
    on
        coalesce(raw_answers.survey_code, '') = in_doubt.survey_code
        and coalesce(raw_answers.submission_id, '') = in_doubt.submission_id
        and coalesce(raw_answers.question_code, '') = in_doubt.question_code
group by raw_answers.survey_code, raw_answers.submission_id, raw_answers.question_code, raw_answers.item_code
having count(*) > 1
