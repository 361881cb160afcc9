-- One row per survey and maturity level: how many Members chose the level, out of how many that answered.

with surveys as (

    select * from {{ ref('dim_surveys') }}

),

levels as (

    select * from {{ ref('answer_options') }}
    where answer_scale_code = 'maturity_level'

),

shares as (

    select * from {{ ref('shown_shares') }}
    where question_code = 'maturity_level' and region_code = ''

),

printed as (

    {{ printed_figures('maturity_distribution') }}

),

distributed as (

    select
        shares.survey_code,
        levels.answer_value as maturity_level,
        surveys.survey_name_en,
        surveys.survey_name_fr,
        levels.name_en as maturity_level_name_en,
        levels.name_fr as maturity_level_name_fr,
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
    inner join levels
        on shares.answer_code = levels.answer_code
    left join printed
        on
            shares.survey_code = printed.survey_code
            and shares.answer_code = printed.key_code

)

select * from distributed
