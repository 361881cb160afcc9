with answer_options as (

    select * from {{ ref('answer_options') }}

),

scales as (

    select
        answer_scale_code,
        'one of ' || {{ listed('answer_code', 'position') }} as expected
    from answer_options
    group by answer_scale_code

)

select
    {{ answer_fault('answer', 'scales.expected') }}
from ({{ raw_rows('raw_answers') }}) as raw_answers
inner join {{ ref('questions') }} as questions
    on raw_answers.question_code = questions.question_code
inner join scales
    on questions.answer_scale_code = scales.answer_scale_code
left join answer_options
    on
        questions.answer_scale_code = answer_options.answer_scale_code
        and raw_answers.answer = answer_options.answer_code
where raw_answers.answer is not null and answer_options.answer_code is null
