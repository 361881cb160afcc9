-- Both come from one frame by different ways: listed here, counted there.
with listed as (

    select
        survey_code,
        region_code,
        count(*) as member_count
    from {{ ref('frame_members') }}
    group by survey_code, region_code

)

select
    coalesce(regional.survey_code, listed.survey_code) as survey_code,
    coalesce(regional.region_code, listed.region_code) as region_code,
    'frame_members' as column_name,
    coalesce(listed.member_count, 0) as found,
    cast(coalesce(regional.member_count, 0) as string) || ' in participation_by_region' as expected
from {{ ref('participation_by_region') }} as regional
full outer join listed
    on
        regional.survey_code = listed.survey_code
        and regional.region_code = listed.region_code
where coalesce(listed.member_count, 0) <> coalesce(regional.member_count, 0)
