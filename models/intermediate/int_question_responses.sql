-- One row per counted Member submission and question it was asked: on how many items it answered.
-- Whoever answered any item of a multiple choice is in its base; whoever gave a status that is a detail gave details.

with answers as (

    select * from {{ ref('fct_answers') }}
    where submission_state = 'counted' and respondent_kind = 'member'

),

counted as (

    select
        survey_code,
        submission_id,
        region_code,
        question_code,
        cast(sum(case when answer_state = 'answered' then 1 else 0 end) as integer) as answered_item_count,
        cast(sum(case when is_detail then 1 else 0 end) as integer) as detail_item_count
    from answers
    where answer_state in ('answered', 'blank')
    group by survey_code, submission_id, region_code, question_code

)

select * from counted
