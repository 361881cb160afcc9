-- Looks at what came out, not at how: unanimous_blocks works out what is to be suppressed. What all Members answered
-- alike, all regions together tell.
with definitions as (

    select * from {{ ref('indicator_definitions') }}
    where regional_mart_name is not null

)

select
    regional.survey_code,
    regional.region_code,
    regional.question_code,
    regional.item_code,
    regional.answer_code,
    cast(regional.submission_count as string) || ' of ' || cast(regional.respondent_count as string) as found,
    'some who answered otherwise, or suppressed' as expected
from {{ ref('shown_answer_counts') }} as regional
inner join {{ ref('shown_answer_counts') }} as national
    on
        regional.survey_code = national.survey_code
        and regional.question_code = national.question_code
        and regional.item_code = national.item_code
        and regional.answer_code = national.answer_code
        and national.region_code = ''
inner join {{ ref('dim_surveys') }} as surveys
    on regional.survey_code = surveys.survey_code
inner join {{ ref('questions') }} as questions
    on regional.question_code = questions.question_code
inner join {{ ref('shown_answers') }} as shown_answers
    on
        regional.question_code = shown_answers.question_code
        and regional.answer_code = shown_answers.answer_code
semi join definitions
    on regional.question_code = definitions.question_code
where
    regional.region_code <> ''
    and surveys.suppresses_unanimous
    and (shown_answers.is_not_given_shown or shown_answers.is_score)
    and regional.respondent_count > 0
    and (
        (
            regional.submission_count = regional.respondent_count
            and national.submission_count < national.respondent_count
        )
        or (
            questions.question_type = 'multiple'
            and regional.submission_count = 0
            and national.submission_count > 0
        )
    )
