-- A phase of a few days is told as it is: that so few came after a deadline that all know is no day of theirs.
with timeline as (

    select
        *,
        sum(day_count) over (partition by survey_code, phase_code) as phase_day_count
    from {{ ref('participation_timeline') }}

)

select
    timeline.survey_code,
    timeline.submitted_on,
    timeline.submission_count as found,
    'none, at least ' || cast(surveys.disclosure_threshold as string) || ', or those of seven days' as expected
from timeline
inner join {{ ref('dim_surveys') }} as surveys
    on timeline.survey_code = surveys.survey_code
where
    timeline.submission_count > 0
    and timeline.submission_count < surveys.disclosure_threshold
    and timeline.day_count < 7
    and timeline.day_count < timeline.phase_day_count
