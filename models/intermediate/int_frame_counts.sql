-- One row per survey and region: how many Members the region has in the survey's frame, each as often as it was asked
-- for respondents. Complete over the regions.

with surveys as (

    select * from {{ ref('dim_surveys') }}

),

regions as (

    select * from {{ ref('regions') }}

),

frame as (

    select * from {{ ref('dim_frame_members') }}

),

counted as (

    select
        surveys.survey_code,
        regions.region_code,
        cast(count(frame.member_code) * surveys.respondents_per_member as integer) as member_count
    from surveys
    cross join regions
    left join frame
        on
            surveys.survey_code = frame.survey_code
            and regions.region_code = frame.region_code
    group by surveys.survey_code, regions.region_code, surveys.respondents_per_member

)

select * from counted
