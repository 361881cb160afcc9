-- One row per survey, indicator, item and answer: the figure of all Members if each region counts by its Members, and
-- its standard error, without names. Read by reweighted_indicators. A region in which nobody answered says nothing: the
-- figure is of the Members of the others. The figure as counted and this one are two equations, from which a suppressed
-- region could be worked out: where one region of a question is suppressed, all is null.

with regional_sums as (

    select * from {{ ref('shown_sums') }}
    where region_code <> ''

),

members as (

    select * from {{ ref('participation_counts') }}

),

regions as (

    select
        regional_sums.*,
        members.member_count,
        case when regional_sums.respondent_count > 0 then members.member_count else 0 end as covered_member_count,
        {{ share('regional_sums.value_sum', 'regional_sums.respondent_count') }} as region_value,
        -- The square of the error of a region's figure. Of one answer among several Members it cannot be told.
        case
            when regional_sums.respondent_count >= members.member_count then 0
            when regional_sums.respondent_count > 1
                then
                    (1 - cast(regional_sums.respondent_count as double) / members.member_count)
                    * (
                        regional_sums.respondent_count * regional_sums.square_sum
                        - regional_sums.value_sum * regional_sums.value_sum
                    )
                    / (
                        cast(regional_sums.respondent_count as double)
                        * regional_sums.respondent_count
                        * (regional_sums.respondent_count - 1)
                    )
        end as region_error_square
    from regional_sums
    inner join members
        on
            regional_sums.survey_code = members.survey_code
            and regional_sums.region_code = members.region_code

),

weighted as (

    select
        *,
        {{ share(
            'covered_member_count',
            'sum(covered_member_count) over (partition by survey_code, indicator_code, item_code, answer_code)'
        ) }} as region_weight
    from regions

),

reweighted as (

    select
        survey_code,
        indicator_code,
        item_code,
        answer_code,
        max(case when is_suppressed then 1 else 0 end) = 1 as is_suppressed,
        cast(sum(member_count) as integer) as member_count,
        cast(sum(covered_member_count) as integer) as covered_member_count,
        {{ exact_sum('region_weight * region_value') }} as reweighted_value,
        case
            when max(case when region_weight > 0 and region_error_square is null then 1 else 0 end) = 0
                then sqrt({{ exact_sum('region_weight * region_weight * region_error_square') }})
        end as reweighted_error
    from weighted
    group by survey_code, indicator_code, item_code, answer_code

),

shown as (

    select
        survey_code,
        indicator_code,
        item_code,
        answer_code,
        case when not is_suppressed then member_count end as member_count,
        case when not is_suppressed then covered_member_count end as covered_member_count,
        case when not is_suppressed then reweighted_value end as reweighted_value,
        case when not is_suppressed then reweighted_error end as reweighted_error,
        is_suppressed
    from reweighted

)

select * from shown
