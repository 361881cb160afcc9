-- One row per survey, region, indicator of one question, item and answer: count, base and value, without names. All
-- regions together have an empty region_code. Read by indicators.
-- Of single regions there is what a mart by region shows, and no more.

with indicators as (

    select * from {{ ref('indicator_definitions') }}

),

shares as (

    select * from {{ ref('shown_shares') }}

),

counts as (

    select * from {{ ref('shown_answer_counts') }}

),

means as (

    select
        survey_code,
        region_code,
        question_code,
        item_code,
        respondent_count,
        {{ share('sum(value_sum)', 'respondent_count') }} as score_mean,
        is_suppressed
    from counts
    group by survey_code, region_code, question_code, item_code, respondent_count, is_suppressed

),

figures as (

    select
        survey_code,
        region_code,
        question_code,
        item_code,
        answer_code,
        'share' as unit_code,
        submission_count,
        respondent_count,
        share as figure,
        is_suppressed
    from shares
    union all
    select
        survey_code,
        region_code,
        question_code,
        item_code,
        '' as answer_code,
        'mean' as unit_code,
        cast(null as integer) as submission_count,
        respondent_count,
        score_mean as figure,
        is_suppressed
    from means

),

of_indicators as (

    select
        figures.survey_code,
        figures.region_code,
        indicators.indicator_code,
        figures.item_code,
        figures.answer_code,
        figures.submission_count,
        figures.respondent_count,
        figures.figure,
        figures.is_suppressed
    from figures
    inner join indicators
        on
            figures.question_code = indicators.question_code
            and figures.unit_code = indicators.unit_code
            and figures.answer_code = coalesce(indicators.answer_code, figures.answer_code)
    where figures.region_code = '' or indicators.regional_mart_name is not null

)

select * from of_indicators
