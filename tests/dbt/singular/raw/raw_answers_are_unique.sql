-- Each item has a bit of its own: a submission with fewer bits than rows has an item more than once. Rows are looked at
-- one by one only there.
with answered as (

    select distinct
        {{ text_or_empty('question_code') }} as question_code,
        {{ text_or_empty('item_code') }} as item_code
    from ({{ raw_rows('raw_answers') }})

),

numbered as (

    select
        *,
        row_number() over (order by question_code, item_code) - 1 as number
    from answered

),

-- A whole number has room for 60 bits.
items as (

    select
        question_code,
        item_code,
        floor(number / 60) as part,
        cast(power(2, number % 60) as bigint) as item_bit
    from numbered

),

repeating as (

    select
        coalesce(raw_answers.survey_code, '') as survey_code,
        coalesce(raw_answers.submission_id, '') as submission_id
    from ({{ raw_rows('raw_answers') }}) as raw_answers
    inner join items
        on
            {{ text_or_empty('raw_answers.question_code') }} = items.question_code
            and {{ text_or_empty('raw_answers.item_code') }} = items.item_code
    group by raw_answers.survey_code, raw_answers.submission_id, items.part
    having bit_count(bit_or(items.item_bit)) < count(*)

)

select
    raw_answers.survey_code,
    raw_answers.submission_id,
    raw_answers.question_code,
    raw_answers.item_code,
    'answer' as column_name,
    {{ listed("coalesce(raw_answers.answer, '(blank)')", 'raw_answers.answer') }} as found,
    'one row per survey, submission, question and item, not ' || cast(count(*) as string) as expected
from ({{ raw_rows('raw_answers') }}) as raw_answers
semi join repeating
    on
        coalesce(raw_answers.survey_code, '') = repeating.survey_code
        and coalesce(raw_answers.submission_id, '') = repeating.submission_id
group by raw_answers.survey_code, raw_answers.submission_id, raw_answers.question_code, raw_answers.item_code
having count(*) > 1
