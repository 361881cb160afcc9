-- One row per survey: how many Members answered out of how many, what they sent along, and when it was collected.

with surveys as (

    select * from {{ ref('dim_surveys') }}

),

participation as (

    select * from {{ ref('shown_participation') }}

),

-- Null where the survey did not ask the question, or few answered it.
answers as (

    select
        survey_code,
        max(case when question_code = 'case_study_file' then submission_count end) as case_study_count,
        max(case when question_code = 'willing_to_share' then submission_count end) as willing_count,
        max(case when question_code = 'willing_to_share' then respondent_count end) as willing_respondent_count,
        max(case when question_code = 'contact_point_designated' then submission_count end) as contact_point_count
    from {{ ref('shown_answer_counts') }}
    where region_code = '' and answer_code = 'yes'
    group by survey_code

),

partner_agencies as (

    select
        survey_code,
        cast(sum(submission_count) as integer) as partner_agency_count
    from {{ ref('partner_agencies') }}
    group by survey_code

),

printed as (

    {{ printed_figures('participation_summary') }}

),

summarised as (

    select
        surveys.survey_code,
        surveys.survey_name_en,
        surveys.survey_name_fr,
        surveys.origin_code,
        surveys.origin_name_en,
        surveys.origin_name_fr,
        surveys.opened_on,
        surveys.deadline_on,
        surveys.extended_deadline_on,
        surveys.closed_on,
        participation.member_count,
        participation.submission_count,
        {{ share('participation.submission_count', 'participation.member_count') }} as participation_rate,
        participation.details_count,
        {{ share('participation.details_count', 'participation.submission_count') }} as details_share,
        answers.case_study_count,
        answers.willing_count,
        answers.willing_respondent_count,
        {{ share('answers.willing_count', 'answers.willing_respondent_count') }} as willing_share,
        answers.contact_point_count,
        partner_agencies.partner_agency_count,
        {{ figure_basis('submission_count') }} as submission_count_basis,
        {{ figure_basis('participation_rate') }} as participation_rate_basis,
        {{ figure_basis('details_count') }} as details_count_basis,
        {{ figure_basis('details_share') }} as details_share_basis,
        {{ figure_basis('case_study_count') }} as case_study_count_basis,
        {{ figure_basis('willing_count') }} as willing_count_basis,
        {{ figure_basis('willing_respondent_count') }} as willing_respondent_count_basis,
        {{ figure_basis('willing_share') }} as willing_share_basis,
        {{ figure_basis('contact_point_count') }} as contact_point_count_basis,
        {{ figure_basis('partner_agency_count') }} as partner_agency_count_basis
    from surveys
    inner join participation
        on surveys.survey_code = participation.survey_code
    left join answers
        on surveys.survey_code = answers.survey_code
    left join partner_agencies
        on surveys.survey_code = partner_agencies.survey_code
    left join printed
        on surveys.survey_code = printed.survey_code

)

select * from summarised
