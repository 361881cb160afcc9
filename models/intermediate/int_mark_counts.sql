-- One row per survey, region and mark that a submission has: how many have it. For a multiple choice that is how many
-- answered any of its items. In other questions each item has a base of its own, the answers to it.

with response_patterns as (

    select * from {{ ref('int_response_patterns') }}

),

response_marks as (

    select distinct
        survey_code,
        mark_code,
        mark
    from {{ ref('int_response_marks') }}

),

counted as (

    select
        response_patterns.survey_code,
        response_patterns.region_code,
        response_marks.mark_code,
        sum(response_patterns.submission_count) as respondent_count
    from response_patterns
    inner join response_marks
        on
            response_patterns.survey_code = response_marks.survey_code
            and (response_patterns.marks & response_marks.mark) <> 0
    group by response_patterns.survey_code, response_patterns.region_code, response_marks.mark_code

)

select * from counted
