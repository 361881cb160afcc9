-- Codes with a space are no known codes, which other tests say; these are the values without a list.
with submission_ids as (

    select distinct submission_id from ({{ raw_rows('raw_answers') }})

),

spaced_ids as (

    select submission_id
    from submission_ids
    where {{ has_outer_space('submission_id') }}

)

select
    {{ answer_fault('submission_id', "'the same without a space before or after it'") }}
from ({{ raw_rows('raw_answers') }}) as raw_answers
inner join spaced_ids
    on raw_answers.submission_id = spaced_ids.submission_id
union all
select
    {{ answer_fault('answer', "'the same without a space before or after it'") }}
from ({{ raw_rows('raw_answers') }}) as raw_answers
inner join {{ ref('questions') }} as questions
    on raw_answers.question_code = questions.question_code
where
    questions.answer_scale_code is null
    and {{ has_outer_space('raw_answers.answer') }}
