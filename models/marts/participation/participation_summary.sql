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
        {{ columns_as(
            'details', certainty_names(has_rates=false), certainty_names('details_share', has_rates=false)
        ) }},
        answers.case_study_count,
        answers.willing_count,
        answers.willing_respondent_count,
        {{ share('answers.willing_count', 'answers.willing_respondent_count') }} as willing_share,
        {{ columns_as('willing', certainty_names(), certainty_names('willing_share', 'willing_')) }},
        answers.contact_point_count,
        partner_agencies.partner_agency_count,
        {%- for figure in [
            'submission_count', 'participation_rate', 'details_count', 'details_share', 'case_study_count',
            'willing_count', 'willing_respondent_count', 'willing_share', 'contact_point_count',
        ] %}
        {{ figure_basis(figure) }} as {{ figure }}_basis,
        {%- endfor %}
        {{ figure_basis('partner_agency_count') }} as partner_agency_count_basis
    from surveys
    inner join participation
        on surveys.survey_code = participation.survey_code
    left join answers
        on surveys.survey_code = answers.survey_code
    left join partner_agencies
        on surveys.survey_code = partner_agencies.survey_code
    left join {{ ref('shown_certainty') }} as details
        on surveys.survey_code = details.survey_code and details.question_code = 'details'
    left join {{ ref('shown_certainty') }} as willing
        on
            surveys.survey_code = willing.survey_code and willing.region_code = ''
            and willing.question_code = 'willing_to_share' and willing.answer_code = 'yes'
    left join printed
        on surveys.survey_code = printed.survey_code

)

select * from summarised
