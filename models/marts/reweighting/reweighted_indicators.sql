-- One row per survey, indicator, item and answer: the figure of all Members as counted, and as it would be if each
-- region counted by its Members. Of answers alone: participation and details are of all Members or submissions.

with indicators as (

    select * from {{ ref('indicators') }}
    where region_code = 'ALL'

),

surveys as (

    select * from {{ ref('dim_surveys') }}

),

reweighted_figures as (

    select * from {{ ref('reweighted_figures') }}

),

described as (

    select
        reweighted_figures.survey_code,
        reweighted_figures.indicator_code,
        reweighted_figures.item_code,
        reweighted_figures.answer_code,
        indicators.survey_name_en,
        indicators.survey_name_fr,
        indicators.indicator_name_en,
        indicators.indicator_name_fr,
        indicators.item_name_en,
        indicators.item_name_fr,
        indicators.answer_name_en,
        indicators.answer_name_fr,
        indicators.unit_code,
        indicators.unit_name_en,
        indicators.unit_name_fr,
        -- A row that is suppressed shows no number at all; as counted, the figure stands in indicators.
        case when not reweighted_figures.is_suppressed then indicators.respondent_count end as respondent_count,
        reweighted_figures.member_count,
        reweighted_figures.covered_member_count,
        case when not reweighted_figures.is_suppressed then indicators.value end as value,
        reweighted_figures.reweighted_value,
        reweighted_figures.reweighted_error,
        reweighted_figures.is_suppressed,
        indicators.respondent_count_basis,
        indicators.value_basis,
        {{ figure_basis() }} as reweighted_value_basis
    from reweighted_figures
    inner join surveys
        on reweighted_figures.survey_code = surveys.survey_code
    inner join indicators
        on
            reweighted_figures.survey_code = indicators.survey_code
            and reweighted_figures.indicator_code = indicators.indicator_code
            and reweighted_figures.item_code = indicators.item_code
            and reweighted_figures.answer_code = indicators.answer_code

)

select * from described
