-- One row per survey, region and technology that was scored in impact or in difficulty, and one for all regions
-- together (an empty region_code): the means of both scores, from 1 to 5, and their ranks. Where nobody answered, and
-- where suppressed, there is no mean. A technology that the survey asked about in one question only has nulls in the
-- columns of the other.

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
        *,
        {{ competition_rank('score_mean', ['survey_code', 'region_code', 'question_code']) }} as score_rank
    from averaged

),

paired as (

    select
        survey_code,
        region_code,
        item_code as technology_code,
        max(case when question_code = 'expected_impact' then score_mean end) as impact_mean,
        max(case when question_code = 'expected_impact' then respondent_count end) as impact_respondent_count,
        max(case when question_code = 'expected_impact' then score_rank end) as impact_rank,
        max(case when question_code = 'adoption_difficulty' then score_mean end) as difficulty_mean,
        max(case when question_code = 'adoption_difficulty' then respondent_count end) as difficulty_respondent_count,
        max(case when question_code = 'adoption_difficulty' then score_rank end) as difficulty_rank,
        -- The two questions are one block of disclosure control: a row is suppressed whole or not at all.
        max(case when is_suppressed then 1 else 0 end) = 1 as is_suppressed
    from ranked
    group by survey_code, region_code, item_code

)

select * from paired
