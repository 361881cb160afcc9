-- One row per survey that asked for it: how many Members have an IT strategy in place, out of how many that answered.

with surveys as (

    select * from {{ ref('dim_surveys') }}

),

shares as (

    select * from {{ ref('shown_shares') }}
    where question_code = 'it_strategy' and region_code = '' and answer_code = 'yes'

),

printed as (

    {{ printed_figures('it_strategy') }}

),

summarised as (

    select
        shares.survey_code,
        surveys.survey_name_en,
        surveys.survey_name_fr,
        shares.submission_count as yes_count,
        shares.respondent_count,
        shares.share as yes_share,
        {{ columns_as('shares', certainty_names(), certainty_names('yes_share')) }},
        {{ figure_basis('yes_count') }} as yes_count_basis,
        {{ figure_basis('respondent_count') }} as respondent_count_basis,
        {{ figure_basis('yes_share') }} as yes_share_basis
    from shares
    inner join surveys
        on shares.survey_code = surveys.survey_code
    left join printed
        on shares.survey_code = printed.survey_code

)

select * from summarised
