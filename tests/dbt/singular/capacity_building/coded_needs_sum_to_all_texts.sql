-- A text has one coding (a test on the raw data), so that a Member is counted for one need or as uncoded.
with texts as (

    select
        survey_code,
        count(distinct submission_id) as text_count
    from {{ ref('fct_answers') }}
    where
        question_code = 'capacity_building_need_other'
        and submission_state = 'counted'
        and respondent_kind = 'member'
        and answer_state = 'answered'
    group by survey_code

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
