-- One row per survey, region, question, item and answer, and one for all regions together (an empty region_code).
-- What every mart on answers reads, so that a mart and its partner by region share all that is worked out: the
-- national counts, which no suppression touches, and the regional ones after disclosure control.

with national as (

    select * from {{ ref('national_answer_counts') }}

),

regional as (

    select * from {{ ref('disclosed_answer_counts') }}

),

shown as (

    select
        survey_code,
        '' as region_code,
        question_code,
        item_code,
        answer_code,
        submission_count,
        respondent_count,
        value_sum,
        false as is_suppressed
    from national
    union all
    select
        survey_code,
        region_code,
        question_code,
        item_code,
        answer_code,
        submission_count,
        respondent_count,
        value_sum,
        is_suppressed
    from regional

)

select * from shown
