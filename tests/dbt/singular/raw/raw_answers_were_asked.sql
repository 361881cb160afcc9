-- Only for items and surveys that the codebook knows: unknown ones are named by other tests.
with answered as (

    select distinct
        survey_code,
        question_code,
        {{ text_or_empty('item_code') }} as item_code
    from ({{ raw_rows('raw_answers') }})

),

not_asked as (

    select answered.*
    from answered
    inner join {{ ref('question_items') }} as question_items
        on
            answered.question_code = question_items.question_code
            and answered.item_code = question_items.item_code
    inner join {{ ref('surveys') }} as surveys
        on answered.survey_code = surveys.survey_code
    anti join {{ ref('dim_survey_items') }} as survey_items
        on
            answered.survey_code = survey_items.survey_code
            and answered.question_code = survey_items.question_code
            and answered.item_code = survey_items.item_code

)

select
    {{ answer_fault(
        'item_code', "'an item that ' || raw_answers.survey_code || ' asked: see the codebook seed survey_items'"
    ) }}
from ({{ raw_rows('raw_answers') }}) as raw_answers
inner join not_asked
    on
        raw_answers.survey_code = not_asked.survey_code
        and raw_answers.question_code = not_asked.question_code
        and {{ text_or_empty('raw_answers.item_code') }} = not_asked.item_code
