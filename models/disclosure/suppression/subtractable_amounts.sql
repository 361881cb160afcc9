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

amount_codes as (

    select 'given' as amount_code
    union all
    select 'not_given' as amount_code
    union all
    select 'answered' as amount_code
    union all
    select 'blank' as amount_code
    union all
    select 'submitted' as amount_code

),

amounts as (

    select
        answers.survey_code,
        answers.region_code,
        answers.block_code,
        answers.question_code,
        answers.item_code,
        answers.answer_code,
        amount_codes.amount_code,
        case amount_codes.amount_code
            when 'given' then answers.given
            when 'not_given' then answers.answered - answers.given
            when 'answered' then answers.answered
            when 'blank' then answers.submitted - answers.answered
            when 'submitted' then case when answers.submitted > 0 then 1 else 0 end
        end as amount,
        case when amount_codes.amount_code in ('answered', 'submitted') then 2 else 1 end as least_amount
    from answers
    cross join amount_codes
    where
        (answers.is_given_shown or amount_codes.amount_code <> 'given')
        and (answers.is_not_given_shown or amount_codes.amount_code <> 'not_given')

)

select * from amounts
