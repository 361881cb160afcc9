-- Names the rows that differ from the survey's most frequent origin: the likelier mistake.
with origins as (

    select
        survey_code,
        origin,
        first_value(origin) over (
            partition by survey_code
            order by count(*) desc, origin
        ) as usual_origin
    from ({{ raw_rows('raw_submissions') }})
    where origin is not null
    group by survey_code, origin

)

select
    {{ submission_fault('origin', "'the origin of the rest of the survey, ' || origins.usual_origin") }}
from ({{ raw_rows('raw_submissions') }}) as raw_submissions
inner join origins
    on
        raw_submissions.survey_code = origins.survey_code
        and raw_submissions.origin = origins.origin
where origins.origin <> origins.usual_origin
