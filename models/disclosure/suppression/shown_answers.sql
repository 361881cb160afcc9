-- One row per question and answer: which of its counts a regional mart shows, or lets a reader work out. A choice of
-- several is shown by who chose an item; a grid of scores by its mean, which tells no single count but those of the
-- ends: a mean of 1 or 5 is that of people who all gave the same score. Everything else is shown as it is.

with questions as (

    select * from {{ ref('questions') }}

),

answer_options as (

    select
        *,
        answer_value = min(answer_value) over (partition by answer_scale_code)
        or answer_value = max(answer_value) over (partition by answer_scale_code) as is_an_end
    from {{ ref('answer_options') }}

),

described as (

    select
        questions.question_code,
        questions.block_code,
        answer_options.answer_code,
        answer_options.is_an_end,
        questions.question_type = 'multiple' as is_multiple,
        questions.question_type = 'grid' and answer_options.answer_value is not null as is_score
    from questions
    inner join answer_options
        on questions.answer_scale_code = answer_options.answer_scale_code

),

shown as (

    select
        question_code,
        block_code,
        answer_code,
        is_score,
        case
            when is_multiple then answer_code = 'yes'
            else not is_score
        end as is_given_shown,
        case
            when is_multiple then answer_code = 'yes'
            when is_score then is_an_end
            else true
        end as is_not_given_shown
    from described

)

select * from shown
