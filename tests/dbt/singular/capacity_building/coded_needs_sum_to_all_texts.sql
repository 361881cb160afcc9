-- A text has one coding (a test on the raw data), so that a Member is counted for one need or as uncoded.
with texts as (

    select
        answers.survey_code,
        count(distinct answers.submission_id) as text_count
    from {{ ref('stg_raw__answers') }} as answers
    semi join {{ ref('fct_submissions') }} as submissions
        on
            answers.survey_code = submissions.survey_code
            and answers.submission_id = submissions.submission_id
            and submissions.submission_state = 'counted'
            and submissions.respondent_kind = 'member'
    semi join {{ ref('dim_survey_items') }} as survey_items
        on
            answers.survey_code = survey_items.survey_code
            and answers.question_code = survey_items.question_code
    where answers.question_code = 'capacity_building_need_other'
    group by answers.survey_code

),

coded as (

    select
        survey_code,
        sum(submission_count) as submission_count
    from {{ ref('capacity_building_needs_other') }}
    group by survey_code

)

select
    coalesce(coded.survey_code, texts.survey_code) as survey_code,
    coalesce(coded.submission_count, 0) as found,
    cast(coalesce(texts.text_count, 0) as string) || ' texts of counted submissions' as expected
from coded
full outer join texts
    on coded.survey_code = texts.survey_code
where coalesce(coded.submission_count, 0) <> coalesce(texts.text_count, 0)
