-- One row per survey, region, question, item and answer, and one for all regions together (an empty region_code): what
-- marts may show of the counts. The only step between counts and marts, so that a mart and its partner by region share
-- all that is worked out. A suppressed block of a region has nulls for its numbers. So has, of all regions together, an
-- item that fewer Members answered than the threshold; each region's block is too small then as well.

with answer_counts as (

    select * from {{ ref('answer_counts') }}

),

blocks as (

    select * from {{ ref('suppressed_blocks') }}

),

surveys as (

    select * from {{ ref('dim_surveys') }}

),

summed as (

    select
        survey_code,
        question_code,
        item_code,
        answer_code,
        cast(sum(submission_count) as integer) as submission_count,
        cast(sum(respondent_count) as integer) as respondent_count,
        cast(sum(value_sum) as bigint) as value_sum
    from answer_counts
    group by survey_code, question_code, item_code, answer_code

),

-- That nobody answered an item is nobody's answer.
judged as (

    select
        summed.*,
        summed.respondent_count > 0 and summed.respondent_count < surveys.disclosure_threshold as is_suppressed
    from summed
    inner join surveys
        on summed.survey_code = surveys.survey_code

),

national as (

    select
        survey_code,
        '' as region_code,
        question_code,
        item_code,
        answer_code,
        case when not is_suppressed then submission_count end as submission_count,
        case when not is_suppressed then respondent_count end as respondent_count,
        case when not is_suppressed then value_sum end as value_sum,
        is_suppressed
    from judged

),

regional as (

    select
        answer_counts.survey_code,
        answer_counts.region_code,
        answer_counts.question_code,
        answer_counts.item_code,
        answer_counts.answer_code,
        case when not blocks.is_suppressed then answer_counts.submission_count end as submission_count,
        case when not blocks.is_suppressed then answer_counts.respondent_count end as respondent_count,
        case when not blocks.is_suppressed then answer_counts.value_sum end as value_sum,
        blocks.is_suppressed
    from answer_counts
    inner join blocks
        on
            answer_counts.survey_code = blocks.survey_code
            and answer_counts.region_code = blocks.region_code
            and answer_counts.question_code = blocks.question_code

),

shown as (

    select * from national
    union all
    select * from regional

)

select * from shown
