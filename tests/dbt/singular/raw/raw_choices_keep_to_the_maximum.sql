select
    raw_answers.survey_code,
    raw_answers.submission_id,
    raw_answers.question_code,
    cast(null as string) as item_code,
    'item_code' as column_name,
    {{ listed('raw_answers.item_code', 'raw_answers.item_code') }} as found,
    'at most ' || cast(questions.maximum_choices as string) || ' choices, not ' || cast(count(*) as string) as expected
from ({{ raw_rows('raw_answers') }}) as raw_answers
inner join {{ ref('questions') }} as questions
    on raw_answers.question_code = questions.question_code
where raw_answers.answer = 'yes' and questions.maximum_choices is not null
group by raw_answers.survey_code, raw_answers.submission_id, raw_answers.question_code, questions.maximum_choices
having count(*) > questions.maximum_choices
