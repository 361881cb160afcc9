-- One row per survey and region: how many Members' submissions are counted, and how many of them gave details.
-- Complete over the regions.

with surveys as (

    select * from {{ ref('dim_surveys') }}

),

regions as (

    select * from {{ ref('regions') }}

),

submissions as (

    select * from {{ ref('fct_submissions') }}
    where submission_state = 'counted' and respondent_kind = 'member'

),

detailed as (

    select * from {{ ref('question_respondents') }}
    where question_code = 'technology_status'

),

submitted as (

    select
        survey_code,
        region_code,
        count(*) as submission_count
    from submissions
    group by survey_code, region_code

),

complete as (

    select
        surveys.survey_code,
        regions.region_code,
        cast(coalesce(submitted.submission_count, 0) as integer) as submission_count,
        cast(coalesce(detailed.details_count, 0) as integer) as details_count
    from surveys
    cross join regions
    left join submitted
        on
            surveys.survey_code = submitted.survey_code
            and regions.region_code = submitted.region_code
    left join detailed
        on
            surveys.survey_code = detailed.survey_code
            and regions.region_code = detailed.region_code

)

select * from complete
