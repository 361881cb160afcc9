-- One row per survey, region, question, item and answer, and one for all regions together (an empty region_code): which
-- share of those who answered gave the answer, and its rank. In a question without items, answers are ranked against
-- each other; in a grid or a multiple choice, items are, by how many gave them the same answer.

with answer_counts as (

    select * from {{ ref('shown_answer_counts') }}

),

questions as (

    select * from {{ ref('questions') }}

),

certainty as (

    select * from {{ ref('shown_certainty') }}

),

shares as (

    select
        answer_counts.survey_code,
        answer_counts.region_code,
        answer_counts.question_code,
        answer_counts.item_code,
        answer_counts.answer_code,
        answer_counts.submission_count,
        answer_counts.respondent_count,
        {{ share('answer_counts.submission_count', 'answer_counts.respondent_count') }} as share,
        case when questions.question_type in ('grid', 'multiple') then answer_counts.answer_code else '' end
            as answer_of_ranking,
        answer_counts.is_suppressed
    from answer_counts
    inner join questions
        on answer_counts.question_code = questions.question_code

),

ranked as (

    select
        shares.survey_code,
        shares.region_code,
        shares.question_code,
        shares.item_code,
        shares.answer_code,
        shares.submission_count,
        shares.respondent_count,
        shares.share,
        {{ competition_rank(
            'shares.share',
            ['shares.survey_code', 'shares.region_code', 'shares.question_code', 'shares.answer_of_ranking']
        ) }} as share_rank,
        {{ columns_as('certainty', certainty_names() + rank_range_names()) }},
        shares.is_suppressed
    from shares
    left join certainty
        on
            shares.survey_code = certainty.survey_code
            and shares.region_code = certainty.region_code
            and shares.question_code = certainty.question_code
            and shares.item_code = certainty.item_code
            and shares.answer_code = certainty.answer_code

)

select * from ranked
