-- One row per survey, region, multiple choice and item: how many chose it, of those who answered any of its items.
-- An empty region_code stands for all regions together.

with answer_counts as (

    select * from {{ ref('shown_answer_counts') }}
    where answer_code = 'yes'

),

questions as (

    select * from {{ ref('questions') }}
    where question_type = 'multiple'

),

shared as (

    select
        answer_counts.survey_code,
        answer_counts.region_code,
        answer_counts.question_code,
        answer_counts.item_code,
        answer_counts.submission_count,
        answer_counts.respondent_count,
        {{ share('answer_counts.submission_count', 'answer_counts.respondent_count') }} as share,
        answer_counts.is_suppressed
    from answer_counts
    inner join questions
        on answer_counts.question_code = questions.question_code

),

ranked as (

    select
        *,
        {{ competition_rank('share', ['survey_code', 'region_code', 'question_code']) }} as share_rank
    from shared

)

select * from ranked
