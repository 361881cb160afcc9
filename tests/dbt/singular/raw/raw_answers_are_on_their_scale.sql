-- What was answered is looked at once for each answer that there is, and the rows are found where one is at fault.
with answer_options as (

    select * from {{ ref('answer_options') }}

),

scales as (

    select
        answer_scale_code,
        'one of ' || {{ listed('answer_code', 'position') }} as expected
    from answer_options
    group by answer_scale_code

),

given as (

    select distinct
        question_code,
        answer
    from ({{ raw_rows('raw_answers') }})
    where answer is not null

),

off_scale as (

    select
        given.question_code,
        given.answer,
        scales.expected
    from given
    inner join {{ ref('questions') }} as questions
        on given.question_code = questions.question_code
    inner join scales
        on questions.answer_scale_code = scales.answer_scale_code
    left join answer_options
        on
            questions.answer_scale_code = answer_options.answer_scale_code
            and given.answer = answer_options.answer_code
    where answer_options.answer_code is null

)

select
    {{ answer_fault('answer', 'off_scale.expected') }}
from ({{ raw_rows('raw_answers') }}) as raw_answers
inner join off_scale
    on
        raw_answers.question_code = off_scale.question_code
        and raw_answers.answer = off_scale.answer
