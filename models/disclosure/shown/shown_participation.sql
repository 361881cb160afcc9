-- One row per survey: how many Members there were, how many answered, and how many of these gave details, as far as
-- that may be shown. Read by participation_summary.

with counts as (

    select * from {{ ref('participation_counts') }}

),

-- Who gave details did so on some technology: where one is suppressed, it would be the rest of them.
suppressed as (

    select distinct survey_code from {{ ref('shown_answer_counts') }}
    where region_code = '' and question_code = 'technology_status' and is_suppressed

),

summed as (

    select
        counts.survey_code,
        cast(sum(counts.member_count) as integer) as member_count,
        cast(sum(counts.submission_count) as integer) as submission_count,
        cast(sum(case when suppressed.survey_code is null then counts.details_count end) as integer) as details_count
    from counts
    left join suppressed
        on counts.survey_code = suppressed.survey_code
    group by counts.survey_code

)

select * from summed
