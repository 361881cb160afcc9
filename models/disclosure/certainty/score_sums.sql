-- One row per survey, region (empty: all together) and scored item, of which marts show the mean: the sum of the scores
-- and of their squares, out of how many. The squares are null where a region is suppressed: how far scores spread would
-- tell of it what the means do not.

with answer_counts as (

    select * from {{ ref('shown_answer_counts') }}

),

questions as (

    select * from {{ ref('questions') }}
    where question_type = 'grid'

),

scores as (

    select * from {{ ref('answer_options') }}
    where answer_value is not null

),

suppressed as (

    select distinct
        survey_code,
        question_code
    from {{ ref('suppressed_blocks') }}
    where is_suppressed

),

summed as (

    select
        answer_counts.survey_code,
        answer_counts.region_code,
        answer_counts.question_code,
        answer_counts.item_code,
        answer_counts.respondent_count,
        cast(sum(answer_counts.value_sum) as bigint) as value_sum,
        cast(sum(scores.answer_value * answer_counts.value_sum) as bigint) as square_sum,
        min(scores.answer_value) as least_value,
        max(scores.answer_value) as most_value
    from answer_counts
    inner join questions
        on answer_counts.question_code = questions.question_code
    inner join scores
        on
            questions.answer_scale_code = scores.answer_scale_code
            and answer_counts.answer_code = scores.answer_code
    group by
        answer_counts.survey_code,
        answer_counts.region_code,
        answer_counts.question_code,
        answer_counts.item_code,
        answer_counts.respondent_count

),

shown as (

    select
        summed.survey_code,
        summed.region_code,
        summed.question_code,
        summed.item_code,
        '' as answer_code,
        '' as ranking_code,
        false as has_common_base,
        true as is_mean,
        summed.respondent_count,
        summed.value_sum,
        case when suppressed.question_code is null then summed.square_sum end as square_sum,
        summed.least_value,
        summed.most_value
    from summed
    left join suppressed
        on summed.survey_code = suppressed.survey_code and summed.question_code = suppressed.question_code

)

select * from shown
