-- One row per survey, region and block of questions: on how few respondents the region's figures rest, whether these
-- are too few or gave one answer, and the region's place from the smallest on. A block is as small as the smallest of
-- its items, those apart that nobody answered in any region: they say nothing of anybody.

with answer_counts as (

    select
        *,
        max(respondent_count) over (partition by survey_code, question_code, item_code) > 0 as is_answered_anywhere
    from {{ ref('answer_counts') }}

),

questions as (

    select * from {{ ref('questions') }}

),

surveys as (

    select * from {{ ref('dim_surveys') }}

),

unanimous_blocks as (

    select * from {{ ref('unanimous_blocks') }}

),

blocks as (

    select
        answer_counts.survey_code,
        answer_counts.region_code,
        questions.block_code,
        coalesce(min(case when answer_counts.is_answered_anywhere then answer_counts.respondent_count end), 0)
            as respondent_count
    from answer_counts
    inner join questions
        on answer_counts.question_code = questions.question_code
    group by answer_counts.survey_code, answer_counts.region_code, questions.block_code

),

judged as (

    select
        blocks.survey_code,
        blocks.region_code,
        blocks.block_code,
        blocks.respondent_count,
        blocks.respondent_count < surveys.disclosure_threshold as is_too_small,
        surveys.suppresses_unanimous and unanimous_blocks.block_code is not null as is_unanimous,
        row_number() over (
            partition by blocks.survey_code, blocks.block_code
            order by blocks.respondent_count, blocks.region_code
        ) as size_order
    from blocks
    inner join surveys
        on blocks.survey_code = surveys.survey_code
    left join unanimous_blocks
        on
            blocks.survey_code = unanimous_blocks.survey_code
            and blocks.region_code = unanimous_blocks.region_code
            and blocks.block_code = unanimous_blocks.block_code

)

select * from judged
