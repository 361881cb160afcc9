-- A coding whose text nobody wrote is mistyped, and the text that it was for stays uncoded.
with codings as (

    select
        survey_code,
        answer,
        need_code
    from ({{ raw_rows('raw_need_codings') }})

),

texts as (

    select distinct
        raw_answers.survey_code,
        raw_answers.answer
    from ({{ raw_rows('raw_answers') }}) as raw_answers
    inner join {{ ref('questions') }} as questions
        on raw_answers.question_code = questions.question_code
    where questions.question_type = 'text'

)

select
    {{ coding_fault('answer', "'a free text that somebody answered'") }}
from codings
left join texts
    on
        codings.survey_code = texts.survey_code
        and codings.answer = texts.answer
where codings.answer is not null and texts.answer is null
