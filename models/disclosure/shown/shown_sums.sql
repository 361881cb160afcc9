-- One row per survey, region, indicator, item and answer, and one for all regions together (an empty region_code):
-- how many Members answered, the sum of their answers and of the squares of these. Whoever gave the answer that is
-- counted is a 1, everybody else a 0; of a mean it is the score. What is suppressed is null.

with indicators as (

    select * from {{ ref('indicator_definitions') }}

),

questions as (

    select * from {{ ref('questions') }}

),

answer_options as (

    select * from {{ ref('answer_options') }}

),

answer_counts as (

    select * from {{ ref('shown_answer_counts') }}

),

-- Which answers an indicator counts, and as what. Potential is the one indicator that counts two answers together.
counted_answers as (

    select
        indicators.indicator_code,
        questions.question_code,
        answer_options.answer_code as counted_code,
        case when indicators.unit_code = 'share' then answer_options.answer_code else '' end as answer_code,
        case when indicators.unit_code = 'share' then 1 else answer_options.answer_value end as answer_value
    from indicators
    inner join questions
        on indicators.question_code = questions.question_code
    inner join answer_options
        on
            questions.answer_scale_code = answer_options.answer_scale_code
            and answer_options.answer_code = coalesce(indicators.answer_code, answer_options.answer_code)
    union all
    select
        'development_potential' as indicator_code,
        'technology_status' as question_code,
        answer_code as counted_code,
        '' as answer_code,
        1 as answer_value
    from answer_options
    where answer_scale_code = 'technology_status' and is_potential

),

summed as (

    select
        answer_counts.survey_code,
        answer_counts.region_code,
        counted_answers.indicator_code,
        answer_counts.item_code,
        counted_answers.answer_code,
        answer_counts.respondent_count,
        answer_counts.is_suppressed,
        cast(sum(counted_answers.answer_value * answer_counts.submission_count) as bigint) as value_sum,
        cast(
            sum(counted_answers.answer_value * counted_answers.answer_value * answer_counts.submission_count) as bigint
        ) as square_sum
    from answer_counts
    inner join counted_answers
        on
            answer_counts.question_code = counted_answers.question_code
            and answer_counts.answer_code = counted_answers.counted_code
    group by
        answer_counts.survey_code,
        answer_counts.region_code,
        counted_answers.indicator_code,
        answer_counts.item_code,
        counted_answers.answer_code,
        answer_counts.respondent_count,
        answer_counts.is_suppressed

)

select * from summed
