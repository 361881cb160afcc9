with question_items as (

    select * from {{ ref('int_question_items') }}

),

item_lists as (

    select
        question_code,
        case
            when max(item_list) = '' then 'nothing: this question has no items'
            else 'one of ' || {{ listed('item_code', 'position') }}
        end as expected
    from question_items
    group by question_code

),

question_list as (

    select 'one of ' || {{ listed('question_code', 'position') }} as expected
    from {{ ref('questions') }}

)

select
    {{ answer_fault('question_code', 'question_list.expected') }}
from ({{ raw_rows('raw_answers') }}) as raw_answers
cross join question_list
left join item_lists
    on raw_answers.question_code = item_lists.question_code
where item_lists.question_code is null
union all
select
    {{ answer_fault('item_code', 'item_lists.expected') }}
from ({{ raw_rows('raw_answers') }}) as raw_answers
inner join item_lists
    on raw_answers.question_code = item_lists.question_code
left join question_items
    on
        raw_answers.question_code = question_items.question_code
        and coalesce(raw_answers.item_code, '') = question_items.item_code
where question_items.question_code is null
