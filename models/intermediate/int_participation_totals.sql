-- One row per survey: the sums over its regions that participation is made of.

with submission_counts as (

    select * from {{ ref('submission_counts') }}

),

frame_counts as (

    select * from {{ ref('int_frame_counts') }}

),

totals as (

    select
        submission_counts.survey_code,
        cast(sum(submission_counts.submission_count) as integer) as submission_count,
        cast(sum(submission_counts.details_count) as integer) as details_count,
        cast(sum(frame_counts.member_count) as integer) as member_count
    from submission_counts
    inner join frame_counts
        on
            submission_counts.survey_code = frame_counts.survey_code
            and submission_counts.region_code = frame_counts.region_code
    group by submission_counts.survey_code

)

select * from totals
