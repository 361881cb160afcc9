select
    survey_code,
    region_code,
    question_code,
    item_code,
    answer_code,
    'submission_count' as column_name,
    submission_count as found,
    'from 0 to the respondents, ' || cast(respondent_count as string) as expected
from {{ ref('answer_counts') }}
where submission_count < 0 or submission_count > respondent_count
union all
select
    counts.survey_code,
    counts.region_code,
    counts.question_code,
    counts.item_code,
    counts.answer_code,
    'respondent_count' as column_name,
    counts.respondent_count as found,
    'at most the submissions of the region, ' || cast(submissions.submission_count as string) as expected
from {{ ref('answer_counts') }} as counts
inner join {{ ref('participation_counts') }} as submissions
    on
        counts.survey_code = submissions.survey_code
        and counts.region_code = submissions.region_code
where counts.respondent_count > submissions.submission_count
union all
select
    survey_code,
    region_code,
    'technology_status' as question_code,
    cast(null as string) as item_code,
    cast(null as string) as answer_code,
    'details_count' as column_name,
    details_count as found,
    'at most the submissions of the region, ' || cast(submission_count as string) as expected
from {{ ref('participation_counts') }}
where details_count > submission_count
union all
select
    survey_code,
    region_code,
    cast(null as string) as question_code,
    cast(null as string) as item_code,
    cast(null as string) as answer_code,
    'submission_count' as column_name,
    submission_count as found,
    'at most the Members of the region, ' || cast(member_count as string) as expected
from {{ ref('participation_by_region') }}
where submission_count > member_count
