-- One row per survey, region (ALL for all Members), indicator, item and answer: count, base and value, without names.
-- Read by indicators. What is no question of its own comes from its mart.

with questions as (

    select * from {{ ref('question_indicators') }}

),

potential as (

    select * from {{ ref('development_potential') }}

),

united as (

    select * from questions
    union all
    {%- for mart, region in [('participation_summary', "''"), ('participation_by_region', 'region_code')] %}
    select
        survey_code,
        {{ region }} as region_code,
        'participation' as indicator_code,
        '' as item_code,
        '' as answer_code,
        submission_count,
        member_count as respondent_count,
        participation_rate as figure,
        false as is_suppressed
    from {{ ref(mart) }}
    union all
    {%- endfor %}
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
    from {{ ref('participation_summary') }}
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

-- Participation is known of all Members: there is nothing uncertain about it.
coded as (

    select
        united.survey_code,
        case when united.region_code = '' then 'ALL' else united.region_code end as region_code,
        united.indicator_code,
        united.item_code,
        united.answer_code,
        united.submission_count,
        united.respondent_count,
        united.figure,
        {{ columns_as('certainty', certainty_names() + ['figure_rank'] + rank_range_names()) }},
        united.is_suppressed
    from united
    inner join {{ ref('indicator_definitions') }} as definitions
        on united.indicator_code = definitions.indicator_code
    left join {{ ref('shown_certainty') }} as certainty
        on
            united.survey_code = certainty.survey_code
            and united.region_code = certainty.region_code
            and coalesce(definitions.question_code, united.indicator_code) = certainty.question_code
            and united.item_code = certainty.item_code
            and united.answer_code = certainty.answer_code

)

select * from coded
