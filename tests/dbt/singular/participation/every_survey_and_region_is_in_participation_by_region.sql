-- Starts from the raw data, so that a survey that a model loses is missed here.
with surveys as (

    select distinct raw_submissions.survey_code
    from ({{ raw_rows('raw_submissions') }}) as raw_submissions
    inner join {{ ref('surveys') }} as surveys
        on raw_submissions.survey_code = surveys.survey_code

)

select
    surveys.survey_code,
    regions.region_code,
    'no row' as found,
    'one row' as expected
from surveys
cross join {{ ref('regions') }} as regions
left join {{ ref('participation_by_region') }} as participation
    on
        surveys.survey_code = participation.survey_code
        and regions.region_code = participation.region_code
where participation.region_code is null
