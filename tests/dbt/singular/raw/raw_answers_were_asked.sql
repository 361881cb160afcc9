-- Only for items and surveys that the codebook knows: unknown ones are named by other tests.
select
    {{ answer_fault(
        'item_code', "'an item that ' || raw_answers.survey_code || ' asked: see the codebook seed survey_items'"
    ) }}
from ({{ raw_rows('raw_answers') }}) as raw_answers
inner join {{ ref('int_question_items') }} as question_items
    on
        raw_answers.question_code = question_items.question_code
        and coalesce(raw_answers.item_code, '') = question_items.item_code
inner join {{ ref('surveys') }} as surveys
    on raw_answers.survey_code = surveys.survey_code
left join {{ ref('int_survey_items') }} as survey_items
    on
        raw_answers.survey_code = survey_items.survey_code
        and raw_answers.question_code = survey_items.question_code
        and coalesce(raw_answers.item_code, '') = survey_items.item_code
where survey_items.question_code is null
