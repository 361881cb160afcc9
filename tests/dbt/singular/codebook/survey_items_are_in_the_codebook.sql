select
    survey_items.survey_code,
    survey_items.question_code,
    survey_items.item_code,
    survey_items.question_code || ' ' || coalesce(survey_items.item_code, '(no item)') as found,
    'a question of the seed questions, with an item of its item_list or, where it has none, without' as expected
from {{ ref('survey_items') }} as survey_items
left join {{ ref('question_items') }} as question_items
    on
        survey_items.question_code = question_items.question_code
        and coalesce(survey_items.item_code, '') = question_items.item_code
where question_items.question_code is null
