-- One row per survey, region, item and amount that a reader could subtract: all regions together, which is public,
-- less the regions that are shown. Where nothing is left of an amount, the regions that are not shown have none of it,
-- and where too little is left, it can be told whose it is. least_amount is what has to be left; docs/disclosure.md
-- says why.

with answer_counts as (

    select * from {{ ref('answer_counts') }}

),

participation_counts as (

    select * from {{ ref('participation_counts') }}

),

shown_answers as (

    select * from {{ ref('shown_answers') }}

),

answers as (

    select
        answer_counts.survey_code,
        answer_counts.region_code,
        shown_answers.block_code,
        answer_counts.question_code,
        answer_counts.item_code,
        answer_counts.answer_code,
        shown_answers.is_given_shown,
        shown_answers.is_not_given_shown,
        answer_counts.submission_count as given,
        answer_counts.respondent_count as answered,
        participation_counts.submission_count as submitted
    from answer_counts
    inner join shown_answers
        on
            answer_counts.question_code = shown_answers.question_code
            and answer_counts.answer_code = shown_answers.answer_code
    inner join participation_counts
        on
            answer_counts.survey_code = participation_counts.survey_code
            and answer_counts.region_code = participation_counts.region_code

),

{%- set amounts = {
    'given': ['given', 1, 'is_given_shown'],
    'not_given': ['answered - given', 1, 'is_not_given_shown'],
    'answered': ['answered', 2, 'true'],
    'blank': ['submitted - answered', 1, 'true'],
    'submitted': ['case when submitted > 0 then 1 else 0 end', 2, 'true'],
} %}

amounts as (
    {% for amount_code, (amount, least_amount, condition) in amounts.items() %}
    select
        survey_code,
        region_code,
        block_code,
        question_code,
        item_code,
        answer_code,
        '{{ amount_code }}' as amount_code,
        {{ amount }} as amount,
        {{ least_amount }} as least_amount
    from answers
    where {{ condition }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}

)

select * from amounts
