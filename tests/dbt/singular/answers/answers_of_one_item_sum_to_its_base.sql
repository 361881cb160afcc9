-- Not in a multiple choice: there, whoever answered another item is in the base too.
with sums as (

    select
        counts.survey_code,
        counts.region_code,
        counts.question_code,
        counts.item_code,
        sum(counts.submission_count) as submission_count,
        max(counts.respondent_count) as respondent_count
    from {{ ref('answer_counts') }} as counts
    inner join {{ ref('questions') }} as questions
        on counts.question_code = questions.question_code
    where questions.question_type <> 'multiple'
    group by counts.survey_code, counts.region_code, counts.question_code, counts.item_code

)

select
    survey_code,
    region_code,
    question_code,
    item_code,
    'submission_count' as column_name,
    submission_count as found,
    respondent_count as expected
from sums
where submission_count <> respondent_count
