-- The base of a share depends on the type: a multiple choice that is read as a grid has another.
with questions as (

    select
        *,
        case
            when answer_scale_code is null and item_list is null then 'text'
            when item_list is null then case when answer_scale_code = 'yes_no' then 'yes_no' else 'scale' end
            when answer_scale_code in ('yes_no', 'choice') then 'multiple'
            else 'grid'
        end as type_by_form
    from {{ ref('questions') }}

)

select
    question_code,
    question_type as found,
    type_by_form || ', as its scale and its list of items have it' as expected
from questions
where question_type <> type_by_form
