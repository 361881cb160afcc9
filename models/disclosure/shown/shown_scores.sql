-- One row per survey, region and technology that was scored in impact or in difficulty, and one for all regions
-- together (an empty region_code): the means of both scores, from 1 to 5, and their ranks. Where nobody answered, and
-- where suppressed, there is no mean. A technology that the survey asked about in one question only has nulls in the
-- columns of the other.

with answer_counts as (

    select * from {{ ref('shown_answer_counts') }}
    where question_code in ('expected_impact', 'adoption_difficulty')

),

certainty as (

    select * from {{ ref('shown_certainty') }}

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

with_certainty as (

    select
        ranked.*,
        {{ columns_as('certainty', certainty_names() + rank_range_names()) }}
    from ranked
    left join certainty
        on
            ranked.survey_code = certainty.survey_code
            and ranked.region_code = certainty.region_code
            and ranked.question_code = certainty.question_code
            and ranked.item_code = certainty.item_code
            and certainty.answer_code = ''

),

paired as (

    select
        survey_code,
        region_code,
        item_code as technology_code,
        {%- for question, measure in [('expected_impact', 'impact'), ('adoption_difficulty', 'difficulty')] %}
        {%- set columns = ['score_mean', 'respondent_count', 'score_rank'] + certainty_names() + rank_range_names() %}
        {%- set names = [measure ~ '_mean', measure ~ '_respondent_count', measure ~ '_rank']
            + certainty_names(measure ~ '_mean', measure ~ '_') + rank_range_names(measure ~ '_') %}
        {%- for column in columns %}
        max(case when question_code = '{{ question }}' then {{ column }} end) as {{ names[loop.index0] }},
        {%- endfor %}
        {%- endfor %}
        -- The two questions are one block of disclosure control: a row is suppressed whole or not at all.
        max(case when is_suppressed then 1 else 0 end) = 1 as is_suppressed
    from with_certainty
    group by survey_code, region_code, item_code

)

select * from paired
