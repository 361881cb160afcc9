-- One row per survey and Member in its frame: who was a Member of the WCO on the closing date, and of which region.
-- Read by the map of the participation page. Public information: it says nothing of who answered.

with surveys as (

    select * from {{ ref('dim_surveys') }}

),

regions as (

    select * from {{ ref('regions') }}

),

frame as (

    select * from {{ ref('dim_frame_members') }}

),

named as (

    select
        frame.survey_code,
        frame.member_code,
        surveys.survey_name_en,
        surveys.survey_name_fr,
        frame.member_name_en,
        frame.member_name_fr,
        frame.region_code,
        regions.name_en as region_name_en,
        regions.name_fr as region_name_fr
    from frame
    inner join surveys
        on frame.survey_code = surveys.survey_code
    inner join regions
        on frame.region_code = regions.region_code

)

select * from named
