-- The first thousand submissions of a survey are looked at: all of those that lists of Members can give.
-- A submission that landed twice is the matter of raw_submission_ids_are_unique, and one without identifier that of
-- raw_submissions_have_no_gaps.
with submissions as (

    select
        survey_code,
        submission_id
    from {{ ref('fct_submissions') }}
    where submission_id is not null
    group by survey_code, submission_id
    having count(*) = 1

),

numbered as (

    select
        *,
        row_number() over (
            partition by survey_code
            order by submission_id
        ) as number
    from submissions

),

first_submissions as (

    select * from numbered
    where number <= 1000

),

asked as (

    select
        submissions.survey_code,
        submissions.submission_id,
        survey_items.question_code,
        survey_items.item_code
    from first_submissions as submissions
    inner join {{ ref('dim_survey_items') }} as survey_items
        on submissions.survey_code = survey_items.survey_code

),

in_grid as (

    select
        answers.survey_code,
        answers.submission_id,
        answers.question_code,
        answers.item_code,
        count(*) as row_count
    from {{ ref('fct_answers') }} as answers
    inner join first_submissions
        on
            answers.survey_code = first_submissions.survey_code
            and answers.submission_id = first_submissions.submission_id
    where answers.answer_state in ('answered', 'blank')
    group by answers.survey_code, answers.submission_id, answers.question_code, answers.item_code

)

select
    asked.survey_code,
    asked.submission_id,
    asked.question_code,
    asked.item_code,
    'answer_state' as column_name,
    coalesce(in_grid.row_count, 0) as found,
    1 as expected
from asked
left join in_grid
    on
        asked.survey_code = in_grid.survey_code
        and asked.submission_id = in_grid.submission_id
        and asked.question_code = in_grid.question_code
        and asked.item_code = in_grid.item_code
where coalesce(in_grid.row_count, 0) <> 1
