-- One row per survey: the answers that participation reports, each null where the survey did not ask the question.

with answer_counts as (

    select * from {{ ref('national_answer_counts') }}

),

pivoted as (

    select
        survey_code,
        max(case when question_code = 'case_study_file' then submission_count end) as case_study_count,
        max(case when question_code = 'willing_to_share' then submission_count end) as willing_count,
        max(case when question_code = 'willing_to_share' then respondent_count end) as willing_respondent_count,
        max(case when question_code = 'contact_point_designated' then submission_count end) as contact_point_count
    from answer_counts
    where answer_code = 'yes'
    group by survey_code

)

select * from pivoted
