with membership as (

    select
        surveys.survey_code,
        count(*) as member_count
    from {{ ref('dim_surveys') }} as surveys
    cross join {{ ref('members') }} as members
    where coalesce(members.accession_on, surveys.closed_on) <= surveys.closed_on
    group by surveys.survey_code

),

regional as (

    select
        survey_code,
        sum(member_count) as member_count
    from {{ ref('participation_by_region') }}
    group by survey_code

)

select
    membership.survey_code,
    'member_count' as column_name,
    regional.member_count as found,
    membership.member_count as expected
from membership
left join regional
    on membership.survey_code = regional.survey_code
where coalesce(regional.member_count, -1) <> membership.member_count
