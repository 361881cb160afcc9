-- One row per survey: how many Members answered out of how many, what they sent along, and when it was collected.

with surveys as (

    select * from {{ ref('dim_surveys') }}

),

totals as (

    select
        survey_code,
        cast(sum(member_count) as integer) as member_count,
        cast(sum(submission_count) as integer) as submission_count,
        cast(sum(details_count) as integer) as details_count
    from {{ ref('participation_counts') }}
    group by survey_code

),

-- Who gave details did so on some technology: where one is suppressed, it would be what is left of them.
suppressed as (

    select distinct survey_code from {{ ref('shown_answer_counts') }}
    where region_code = '' and question_code = 'technology_status' and is_suppressed

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
        totals.member_count,
        totals.submission_count,
        {{ share('totals.submission_count', 'totals.member_count') }} as participation_rate,
        case when suppressed.survey_code is null then totals.details_count end as details_count,
        case
            when suppressed.survey_code is null
                then {{ share('totals.details_count', 'totals.submission_count') }}
        end as details_share,
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
    inner join totals
        on surveys.survey_code = totals.survey_code
    left join suppressed
        on surveys.survey_code = suppressed.survey_code
    left join answers
        on surveys.survey_code = answers.survey_code
    left join partner_agencies
        on surveys.survey_code = partner_agencies.survey_code
    left join printed
        on surveys.survey_code = printed.survey_code

)

select * from summarised
