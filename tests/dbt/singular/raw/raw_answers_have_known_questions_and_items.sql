with question_items as (

    select * from {{ ref('question_items') }}

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

),

answered as (

    select distinct
        question_code,
        item_code
    from ({{ raw_rows('raw_answers') }})

),

unknown_questions as (

    select distinct
        coalesce(answered.question_code, '') as question_code,
        question_list.expected
    from answered
    cross join question_list
    left join item_lists
        on answered.question_code = item_lists.question_code
    where item_lists.question_code is null

),

unknown_items as (

    select
        answered.question_code,
        coalesce(answered.item_code, '') as item_code,
        item_lists.expected
    from answered
    inner join item_lists
        on answered.question_code = item_lists.question_code
    left join question_items
        on
            answered.question_code = question_items.question_code
            and coalesce(answered.item_code, '') = question_items.item_code
    where question_items.question_code is null

)

select
    {{ answer_fault('question_code', 'unknown_questions.expected') }}
from ({{ raw_rows('raw_answers') }}) as raw_answers
inner join unknown_questions
    on coalesce(raw_answers.question_code, '') = unknown_questions.question_code
union all
select
    {{ answer_fault('item_code', 'unknown_items.expected') }}
from ({{ raw_rows('raw_answers') }}) as raw_answers
inner join unknown_items
    on
        raw_answers.question_code = unknown_items.question_code
        and coalesce(raw_answers.item_code, '') = unknown_items.item_code
