-- One row per survey, region (empty: all together), question, item and answer whose share a mart shows, or scored item
-- (an empty answer) whose mean it does: what answers tell of all Members. docs/statistics.md has the formulas.

with participation as (

    select
        survey_code,
        region_code,
        submission_count,
        member_count
    from {{ ref('participation_counts') }}
    union all
    select
        survey_code,
        '' as region_code,
        submission_count,
        member_count
    from {{ ref('shown_participation') }}

),

sums as (

    select * from {{ ref('share_sums') }}
    union all
    select * from {{ ref('score_sums') }}

),

-- There are at least as many Members as answered.
sized as (

    select
        sums.*,
        participation.submission_count as sent_count,
        greatest(participation.member_count, coalesce(sums.respondent_count, 0)) as member_count,
        cast(sums.respondent_count as double) as answered
    from sums
    inner join participation
        on sums.survey_code = participation.survey_code and sums.region_code = participation.region_code

),

measured as (

    select
        *,
        member_count - answered as silent,
        {{ share('(member_count - respondent_count)', 'member_count') }} as silent_share,
        {{ share('value_sum', 'respondent_count') }} as figure,
        case
            when answered > 1
                then (answered * square_sum - cast(value_sum as double) * value_sum) / (answered * (answered - 1))
        end as variance
    from sized

),

bounded as (

    select
        *,
        case when answered > 0 then (value_sum + least_value * silent) / member_count end as lowest_possible,
        case when answered > 0 then (value_sum + most_value * silent) / member_count end as highest_possible,
        case
            when silent = 0 and answered > 0 then 0e0
            when answered > 1 then sqrt(silent_share * variance / answered)
        end as standard_error
    from measured

),

-- No interval is wider than what is possible at all; without an error, it is that.
certain as (

    select
        survey_code,
        region_code,
        question_code,
        item_code,
        answer_code,
        ranking_code,
        has_common_base,
        case when is_mean or figure is null then figure else cast(value_sum as double) end as ranked_by,
        respondent_count,
        value_sum,
        silent_share,
        {{ share('respondent_count', 'sent_count') }} as item_response_rate,
        {{ share('respondent_count', 'member_count') }} as member_response_rate,
        figure,
        lowest_possible,
        highest_possible,
        standard_error,
        least(figure, greatest(lowest_possible, {{ interval_end('-') }})) as low,
        greatest(figure, least(highest_possible, {{ interval_end('+') }})) as high
    from bounded

)

select * from certain
