-- One row per survey and capacity-building need: how many Members have it, of those who answered on needs.

with surveys as (

    select * from {{ ref('dim_surveys') }}

),

needs as (

    select * from {{ ref('needs') }}

),

shares as (

    select * from {{ ref('shown_shares') }}
    where question_code = 'capacity_building_need' and region_code = '' and answer_code = 'yes'

),

printed as (

    {{ printed_figures('capacity_building_needs') }}

),

described as (

    select
        shares.survey_code,
        shares.item_code as need_code,
        surveys.survey_name_en,
        surveys.survey_name_fr,
        needs.name_en as need_name_en,
        needs.name_fr as need_name_fr,
        shares.submission_count,
        shares.respondent_count,
        shares.share,
        {{ columns_as('shares', certainty_names(), certainty_names('share')) }},
        shares.share_rank,
        {{ columns_as('shares', rank_range_names()) }},
        {{ figure_basis('submission_count') }} as submission_count_basis,
        {{ figure_basis('respondent_count') }} as respondent_count_basis,
        {{ figure_basis('share') }} as share_basis
    from shares
    inner join surveys
        on shares.survey_code = surveys.survey_code
    inner join needs
        on shares.item_code = needs.need_code
    left join printed
        on
            shares.survey_code = printed.survey_code
            and shares.item_code = printed.key_code

)

select * from described
