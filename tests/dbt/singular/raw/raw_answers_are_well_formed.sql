-- Codes with a space are no known codes, which other tests say; these are the values without a list.
select
    {{ answer_fault('submission_id', "'the same without a space before or after it'") }}
from ({{ raw_rows('raw_answers') }}) as raw_answers
where {{ has_outer_space('raw_answers.submission_id') }}
union all
select
    {{ answer_fault('answer', "'the same without a space before or after it'") }}
from ({{ raw_rows('raw_answers') }}) as raw_answers
inner join {{ ref('questions') }} as questions
    on raw_answers.question_code = questions.question_code
where
    questions.answer_scale_code is null
    and {{ has_outer_space('raw_answers.answer') }}
