-- One row per survey, item, answer and mark: what a submission that gave the answer is marked with.
-- Whoever answered any item of a multiple choice has the mark of the question; whoever gave a status that is a detail,
-- that of details.

with survey_items as (

    select * from {{ ref('dim_survey_items') }}

),

answer_options as (

    select * from {{ ref('answer_options') }}

),

multiple_choices as (

    select distinct question_code from survey_items
    where question_type = 'multiple'

),

numbered as (

    select
        question_code,
        {{ one_bit('row_number() over (order by question_code)') }} as mark
    from multiple_choices

),

of_choices as (

    select
        survey_items.survey_code,
        survey_items.question_code,
        survey_items.item_code,
        answer_options.answer_code,
        survey_items.question_code as mark_code,
        numbered.mark
    from survey_items
    inner join numbered
        on survey_items.question_code = numbered.question_code
    inner join answer_options
        on survey_items.answer_scale_code = answer_options.answer_scale_code

),

of_details as (

    select
        survey_items.survey_code,
        survey_items.question_code,
        survey_items.item_code,
        answer_options.answer_code,
        'details' as mark_code,
        {{ one_bit('0') }} as mark
    from survey_items
    inner join answer_options
        on survey_items.answer_scale_code = answer_options.answer_scale_code
    where answer_options.is_detail

)

select * from of_choices
union all
select * from of_details
