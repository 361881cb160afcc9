-- One row per survey that asked for it and region: how many Members of the region have an IT strategy in place, out of
-- how many of its Members that answered.

with surveys as (

    select * from {{ ref('dim_surveys') }}

),

regions as (

    select * from {{ ref('regions') }}

),

shares as (

    select * from {{ ref('shown_shares') }}
    where question_code = 'it_strategy' and answer_code = 'yes'

),

printed as (

    {{ printed_figures('it_strategy_by_region') }}

),

summarised as (

    select
        shares.survey_code,
        shares.region_code,
        surveys.survey_name_en,
        surveys.survey_name_fr,
        regions.name_en as region_name_en,
        regions.name_fr as region_name_fr,
        shares.submission_count as yes_count,
        shares.respondent_count,
        shares.share as yes_share,
        {{ columns_as('shares', certainty_names(), certainty_names('yes_share')) }},
        shares.is_suppressed,
        {{ figure_basis('yes_count') }} as yes_count_basis,
        {{ figure_basis('respondent_count') }} as respondent_count_basis,
        {{ figure_basis('yes_share') }} as yes_share_basis
    from shares
    inner join surveys
        on shares.survey_code = surveys.survey_code
    -- The rows of all regions together have no region, and stay out.
    inner join regions
        on shares.region_code = regions.region_code
    left join printed
        on
            shares.survey_code = printed.survey_code
            and shares.region_code = printed.key_code

)

select * from summarised
