-- One row per survey, region and block of questions that a regional mart shows, where all Members of the region that
-- answered some item gave it one answer, or where none of them chose it: the figure is the answer of each. What all
-- regions together tell of each is left out, as nothing in a region could keep it.

with answer_counts as (

    select
        *,
        sum(submission_count) over (
            partition by survey_code, question_code, item_code, answer_code
        ) as national_count,
        sum(respondent_count) over (
            partition by survey_code, question_code, item_code, answer_code
        ) as national_respondent_count
    from {{ ref('answer_counts') }}

),

shown_answers as (

    select * from {{ ref('shown_answers') }}
    -- That scores do not vary is told by their standard error.
    where is_not_given_shown or is_score

),

questions as (

    select * from {{ ref('questions') }}

),

definitions as (

    select * from {{ ref('indicator_definitions') }}
    where regional_mart_name is not null

),

unanimous as (

    select distinct
        answer_counts.survey_code,
        answer_counts.region_code,
        questions.block_code
    from answer_counts
    inner join shown_answers
        on
            answer_counts.question_code = shown_answers.question_code
            and answer_counts.answer_code = shown_answers.answer_code
    inner join questions
        on answer_counts.question_code = questions.question_code
    inner join definitions
        on answer_counts.question_code = definitions.question_code
    where
        answer_counts.respondent_count > 0
        and (
            (
                answer_counts.submission_count = answer_counts.respondent_count
                and answer_counts.national_count < answer_counts.national_respondent_count
            )
            or (
                questions.question_type = 'multiple'
                and answer_counts.submission_count = 0
                and answer_counts.national_count > 0
            )
        )

)

select * from unanimous
