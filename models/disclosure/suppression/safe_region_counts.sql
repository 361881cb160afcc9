-- One row per survey and block of questions: how many regions, from the smallest on, have to be suppressed together
-- so that none of their figures is had by subtraction. What all regions together give away is asked of none.

with amounts as (

    select * from {{ ref('subtractable_amounts') }}

),

block_sizes as (

    select * from {{ ref('block_sizes') }}

),

ordered as (

    select
        amounts.survey_code,
        amounts.block_code,
        amounts.question_code,
        amounts.item_code,
        amounts.answer_code,
        amounts.amount_code,
        amounts.amount,
        amounts.least_amount,
        block_sizes.size_order
    from amounts
    inner join block_sizes
        on
            amounts.survey_code = block_sizes.survey_code
            and amounts.region_code = block_sizes.region_code
            and amounts.block_code = block_sizes.block_code

),

accumulated as (

    select
        *,
        sum(amount) over (
            partition by survey_code, question_code, item_code, answer_code, amount_code
            order by size_order
            rows between unbounded preceding and current row
        ) as amount_left,
        sum(amount) over (
            partition by survey_code, question_code, item_code, answer_code, amount_code
        ) as national_amount
    from ordered

),

enough as (

    select
        survey_code,
        block_code,
        question_code,
        item_code,
        answer_code,
        amount_code,
        min(size_order) as region_count
    from accumulated
    where amount_left >= least(least_amount, national_amount)
    group by survey_code, block_code, question_code, item_code, answer_code, amount_code

),

safe as (

    select
        survey_code,
        block_code,
        max(region_count) as safe_region_count
    from enough
    group by survey_code, block_code

)

select * from safe
