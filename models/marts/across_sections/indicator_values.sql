-- One row per survey, region (ALL for all Members), indicator, item and answer: count, base and value, without names.
-- Read by indicators. What is no question of its own comes from its mart.

with questions as (

    select * from {{ ref('question_indicators') }}

),

participation as (

    select * from {{ ref('participation_summary') }}

),

participation_by_region as (

    select * from {{ ref('participation_by_region') }}

),

potential as (

    select * from {{ ref('development_potential') }}

),

united as (

    select * from questions
    union all
    select
        survey_code,
        '' as region_code,
        'participation' as indicator_code,
        '' as item_code,
        '' as answer_code,
        submission_count,
        member_count as respondent_count,
        participation_rate as figure,
        false as is_suppressed
    from participation
    union all
    select
        survey_code,
        region_code,
        'participation' as indicator_code,
        '' as item_code,
        '' as answer_code,
        submission_count,
        member_count as respondent_count,
        participation_rate as figure,
        is_suppressed
    from participation_by_region
    union all
    select
        survey_code,
        '' as region_code,
        'details' as indicator_code,
        '' as item_code,
        '' as answer_code,
        details_count as submission_count,
        case when details_count is not null then submission_count end as respondent_count,
        details_share as figure,
        details_count is null as is_suppressed
    from participation
    union all
    select
        survey_code,
        '' as region_code,
        'development_potential' as indicator_code,
        technology_code as item_code,
        '' as answer_code,
        potential_count as submission_count,
        respondent_count,
        {{ share('potential_count', 'respondent_count') }} as figure,
        potential_count is null as is_suppressed
    from potential

),

coded as (

    select
        survey_code,
        case when region_code = '' then 'ALL' else region_code end as region_code,
        indicator_code,
        item_code,
        answer_code,
        submission_count,
        respondent_count,
        figure,
        is_suppressed
    from united

)

select * from coded
