-- One row per survey, region and maturity level: how many Members of the region chose the level, out of how many of its
-- Members that answered.

with surveys as (

    select * from {{ ref('dim_surveys') }}

),

regions as (

    select * from {{ ref('regions') }}

),

levels as (

    select * from {{ ref('answer_options') }}
    where answer_scale_code = 'maturity_level'

),

shares as (

    select * from {{ ref('shown_shares') }}
    where question_code = 'maturity_level'

),

printed as (

    {{ printed_figures('maturity_by_region') }}

),

distributed as (

    select
        shares.survey_code,
        shares.region_code,
        levels.answer_value as maturity_level,
        surveys.survey_name_en,
        surveys.survey_name_fr,
        regions.name_en as region_name_en,
        regions.name_fr as region_name_fr,
        levels.name_en as maturity_level_name_en,
        levels.name_fr as maturity_level_name_fr,
        shares.submission_count,
        shares.respondent_count,
        shares.share,
        {{ columns_as('shares', certainty_names(), certainty_names('share')) }},
        shares.share_rank,
        {{ columns_as('shares', rank_range_names()) }},
        shares.is_suppressed,
        {{ figure_basis('submission_count') }} as submission_count_basis,
        {{ figure_basis('respondent_count') }} as respondent_count_basis,
        {{ figure_basis('share') }} as share_basis
    from shares
    inner join surveys
        on shares.survey_code = surveys.survey_code
    -- The rows of all regions together have no region, and stay out.
    inner join regions
        on shares.region_code = regions.region_code
    inner join levels
        on shares.answer_code = levels.answer_code
    left join printed
        on
            shares.survey_code = printed.survey_code
            and shares.region_code = printed.key_code
            and shares.answer_code = printed.second_key_code

)

select * from distributed
