-- One row per survey, region (empty: all together), question, item and answer of which a mart shows the share: how many
-- gave it, of how many. Details and development potential, which sum answers up, are questions of their own.

with counts as (

    select
        answer_counts.*,
        questions.question_type,
        answer_options.answer_value,
        answer_options.is_potential
    from {{ ref('shown_answer_counts') }} as answer_counts
    inner join {{ ref('questions') }} as questions
        on answer_counts.question_code = questions.question_code
    inner join {{ ref('answer_options') }} as answer_options
        on
            questions.answer_scale_code = answer_options.answer_scale_code
            and answer_counts.answer_code = answer_options.answer_code

),

-- Ranked are the levels of a scale, and the items of a grid or a choice that have the same answer. Each item of a grid
-- has a base of its own. Grids of scores are shown by their means.
sums as (

    select
        survey_code,
        region_code,
        question_code,
        item_code,
        answer_code,
        case when question_type = 'scale' then '' when question_type <> 'yes_no' then answer_code end as ranking_code,
        question_type <> 'grid' as has_common_base,
        respondent_count,
        cast(submission_count as bigint) as value_sum
    from counts
    where question_type <> 'grid' or answer_value is null
    union all
    select
        survey_code,
        region_code,
        'development_potential' as question_code,
        item_code,
        '' as answer_code,
        '' as ranking_code,
        false as has_common_base,
        respondent_count,
        cast(sum(submission_count) as bigint) as value_sum
    from counts
    where is_potential
    group by survey_code, region_code, item_code, respondent_count
    union all
    select
        survey_code,
        '' as region_code,
        'details' as question_code,
        '' as item_code,
        '' as answer_code,
        cast(null as string) as ranking_code,
        true as has_common_base,
        case when details_count is not null then submission_count end as respondent_count,
        cast(details_count as bigint) as value_sum
    from {{ ref('shown_participation') }}

),

-- A share is the mean of a 1 for each who gave the answer and a 0 for each who gave another.
described as (

    select
        survey_code,
        region_code,
        question_code,
        item_code,
        answer_code,
        ranking_code,
        has_common_base,
        false as is_mean,
        respondent_count,
        value_sum,
        value_sum as square_sum,
        0 as least_value,
        1 as most_value
    from sums

)

select * from described
