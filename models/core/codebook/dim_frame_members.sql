-- One row per survey and Member in its frame: the Members of the WCO on the survey's closing date.
-- A Member whose accession date is unknown was a Member all the same, and is in.

with surveys as (

    select * from {{ ref('dim_surveys') }}

),

members as (

    select * from {{ ref('members') }}

),

frame as (

    select
        surveys.survey_code,
        members.member_code,
        members.name_en as member_name_en,
        members.name_fr as member_name_fr,
        members.region_code,
        members.accession_on
    from surveys
    cross join members
    where members.accession_on is null or members.accession_on <= surveys.closed_on

)

select * from frame
