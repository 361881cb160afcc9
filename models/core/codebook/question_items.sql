-- One row per question and item that the codebook knows, whether a survey asked it or not; a question without items has
-- one row with an empty item.

with questions as (

    select * from {{ ref('questions') }}

),

items as (

    select
        'technologies' as item_list,
        technology_code as item_code,
        position
    from {{ ref('technologies') }}
    union all
    select
        'performance_dimensions' as item_list,
        dimension_code as item_code,
        position
    from {{ ref('performance_dimensions') }}
    union all
    select
        'needs' as item_list,
        need_code as item_code,
        position
    from {{ ref('needs') }}

),

paired as (

    select
        questions.question_code,
        coalesce(questions.item_list, '') as item_list,
        coalesce(items.item_code, '') as item_code,
        coalesce(items.position, 1) as position
    from questions
    left join items
        on questions.item_list = items.item_list

)

select * from paired
