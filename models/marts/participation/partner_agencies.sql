-- One row per survey and type of partner agency: how many such agencies answered the survey that Customs forwarded.
-- Never part of a rate on Members.

with surveys as (

    select * from {{ ref('dim_surveys') }}

),

agency_types as (

    select * from {{ ref('agency_types') }}

),

submissions as (

    select * from {{ ref('fct_submissions') }}
    where submission_state = 'counted' and respondent_kind = 'partner_agency'

),

printed as (

    {{ printed_figures('partner_agencies') }}

),

counted as (

    select
        survey_code,
        agency_type_code,
        count(*) as submission_count
    from submissions
    group by survey_code, agency_type_code

),

complete as (

    select
        surveys.survey_code,
        agency_types.agency_type_code,
        surveys.survey_name_en,
        surveys.survey_name_fr,
        agency_types.name_en as agency_type_name_en,
        agency_types.name_fr as agency_type_name_fr,
        cast(coalesce(counted.submission_count, 0) as integer) as submission_count,
        {{ figure_basis('submission_count') }} as submission_count_basis
    from surveys
    cross join agency_types
    left join counted
        on
            surveys.survey_code = counted.survey_code
            and agency_types.agency_type_code = counted.agency_type_code
    left join printed
        on
            surveys.survey_code = printed.survey_code
            and agency_types.agency_type_code = printed.key_code

)

select * from complete
