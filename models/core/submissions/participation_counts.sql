-- One row per survey and region: how many Members there are, how many of their submissions are counted, and how many of
-- these gave details. Complete over the regions.

with surveys as (

    select * from {{ ref('dim_surveys') }}

),

regions as (

    select * from {{ ref('regions') }}

),

members as (

    select
        survey_code,
        region_code,
        count(*) as member_count
    from {{ ref('dim_frame_members') }}
    group by survey_code, region_code

),

submissions as (

    select
        survey_code,
        region_code,
        count(*) as submission_count
    from {{ ref('fct_submissions') }}
    where submission_state = 'counted' and respondent_kind = 'member'
    group by survey_code, region_code

),

details as (

    select * from {{ ref('question_respondents') }}
    where question_code = 'technology_status'

),

complete as (

    select
        surveys.survey_code,
        regions.region_code,
        cast(coalesce(members.member_count, 0) as integer) as member_count,
        cast(coalesce(submissions.submission_count, 0) as integer) as submission_count,
        cast(coalesce(details.details_count, 0) as integer) as details_count
    from surveys
    cross join regions
    left join members
        on
            surveys.survey_code = members.survey_code
            and regions.region_code = members.region_code
    left join submissions
        on
            surveys.survey_code = submissions.survey_code
            and regions.region_code = submissions.region_code
    left join details
        on
            surveys.survey_code = details.survey_code
            and regions.region_code = details.region_code

)

select * from complete
