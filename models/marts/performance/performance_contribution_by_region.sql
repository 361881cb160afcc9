-- One row per survey, region and dimension of performance: how many Members of the region see technology contribute to
-- it, or expect it to, after disclosure control.

with surveys as (

    select * from {{ ref('dim_surveys') }}

),

dimensions as (

    select * from {{ ref('performance_dimensions') }}

),

regions as (

    select * from {{ ref('regions') }}

),

shares as (

    select * from {{ ref('shown_shares') }}
    where question_code = 'performance_contribution' and answer_code = 'yes'

),

printed as (

    {{ printed_figures('performance_contribution_by_region') }}

),

described as (

    select
        shares.survey_code,
        shares.region_code,
        shares.item_code as dimension_code,
        surveys.survey_name_en,
        surveys.survey_name_fr,
        regions.name_en as region_name_en,
        regions.name_fr as region_name_fr,
        dimensions.name_en as dimension_name_en,
        dimensions.name_fr as dimension_name_fr,
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
    inner join dimensions
        on shares.item_code = dimensions.dimension_code
    -- The rows of all regions together have no region, and stay out.
    inner join regions
        on shares.region_code = regions.region_code
    left join printed
        on
            shares.survey_code = printed.survey_code
            and shares.region_code = printed.key_code
            and shares.item_code = printed.second_key_code

)

select * from described
