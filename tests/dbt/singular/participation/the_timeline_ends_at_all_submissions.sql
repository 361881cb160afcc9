with timeline as (

    select
        survey_code,
        max(cumulative_submission_count) as last_sum,
        sum(submission_count) as sum_of_days
    from {{ ref('participation_timeline') }}
    group by survey_code

),

submissions as (

    select
        survey_code,
        sum(submission_count) as submission_count
    from {{ ref('participation_counts') }}
    group by survey_code

)

select
    submissions.survey_code,
    'cumulative_submission_count' as column_name,
    timeline.last_sum as found,
    submissions.submission_count as expected
from submissions
left join timeline
    on submissions.survey_code = timeline.survey_code
where
    coalesce(timeline.last_sum, -1) <> submissions.submission_count
    or timeline.sum_of_days <> submissions.submission_count
