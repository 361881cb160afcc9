-- One row per survey, region (empty: all together), question, item and answer whose share a mart shows, or scored item
-- (an empty answer) whose mean it does: how certain figure and rank are, by what is shown of the counts alone. What is
-- suppressed has no rank, and counts neither above nor below another.

with figures as (

    select
        *,
        {{ competition_rank(
            'case when ranking_code is not null then ranked_by end',
            ['survey_code', 'region_code', 'question_code', 'ranking_code']
        ) }} as figure_rank,
        count(ranked_by) over (partition by survey_code, region_code, question_code, ranking_code) as ranked_count
    from {{ ref('figure_certainty') }}

),

-- Both of two that rank apart, each beside the other. Ranges are to hold for all items of a ranking at once, so that a
-- pair may err as often as 5 % divided by the number of pairs.
pairs as (

    select
        one.survey_code,
        one.region_code,
        one.question_code,
        one.item_code,
        one.answer_code,
        other.ranked_by > one.ranked_by as is_other_above,
        case when other.ranked_by > one.ranked_by then other.figure - one.figure else one.figure - other.figure end
            as lead,
        case
            when other.ranked_by > one.ranked_by then other.lowest_possible - one.highest_possible
            else one.lowest_possible - other.highest_possible
        end as least_lead,
        {{ error_of_difference('one', 'other') }} as standard_error,
        {{ upper_normal_point('(0.05e0 / (one.ranked_count * (one.ranked_count - 1)))') }} as critical_value
    from figures as one
    inner join figures as other
        on
            one.survey_code = other.survey_code
            and one.region_code = other.region_code
            and one.question_code = other.question_code
            and one.ranking_code = other.ranking_code
            and one.ranked_by <> other.ranked_by

),

counted as (

    select
        survey_code,
        region_code,
        question_code,
        item_code,
        answer_code,
        {{ count_where('is_other_above and (least_lead > 0 or lead > critical_value * standard_error)') }}
            as above_count,
        {{ count_where('not is_other_above and (least_lead > 0 or lead > critical_value * standard_error)') }}
            as below_count,
        {{ count_where('is_other_above and least_lead > 0') }} as surely_above_count,
        {{ count_where('not is_other_above and least_lead > 0') }} as surely_below_count
    from pairs
    group by survey_code, region_code, question_code, item_code, answer_code

),

ranged as (

    select
        figures.survey_code,
        figures.region_code,
        figures.question_code,
        figures.item_code,
        figures.answer_code,
        figures.item_response_rate,
        figures.member_response_rate,
        figures.lowest_possible,
        figures.highest_possible,
        figures.standard_error,
        figures.low,
        figures.high,
        figures.figure_rank,
        {{ rank_end('1 + coalesce(counted.above_count, 0)') }} as rank_from,
        {{ rank_end('figures.ranked_count - coalesce(counted.below_count, 0)') }} as rank_to,
        {{ rank_end('1 + coalesce(counted.surely_above_count, 0)') }} as rank_best_possible,
        {{ rank_end('figures.ranked_count - coalesce(counted.surely_below_count, 0)') }} as rank_worst_possible
    from figures
    left join counted
        on
            figures.survey_code = counted.survey_code
            and figures.region_code = counted.region_code
            and figures.question_code = counted.question_code
            and figures.item_code = counted.item_code
            and figures.answer_code = counted.answer_code

)

select * from ranged
