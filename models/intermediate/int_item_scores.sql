-- One row per survey, region, question of scores and item: the mean of the answers from 1 to 5, and its rank.
-- An empty region_code stands for all regions together. Where nobody answered, and where suppressed, there is no mean.

with answer_counts as (

    select * from {{ ref('shown_answer_counts') }}
    where question_code in ('expected_impact', 'adoption_difficulty')

),

summed as (

    select
        survey_code,
        region_code,
        question_code,
        item_code,
        respondent_count,
        is_suppressed,
        cast(sum(value_sum) as bigint) as value_sum
    from answer_counts
    group by survey_code, region_code, question_code, item_code, respondent_count, is_suppressed

),

averaged as (

    select
        *,
        {{ share('value_sum', 'respondent_count') }} as score_mean
    from summed

),

ranked as (

    select
        survey_code,
        region_code,
        question_code,
        item_code,
        respondent_count,
        score_mean,
        {{ competition_rank('score_mean', ['survey_code', 'region_code', 'question_code']) }} as score_rank,
        is_suppressed
    from averaged

)

select * from ranked
