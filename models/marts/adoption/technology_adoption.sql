-- One row per survey, technology and status: how many Members chose the status, out of how many that answered on the
-- technology.

with surveys as (

    select * from {{ ref('dim_surveys') }}

),

technologies as (

    select * from {{ ref('technologies') }}

),

statuses as (

    select * from {{ ref('answer_options') }}
    where answer_scale_code = 'technology_status'

),

shares as (

    select * from {{ ref('shown_shares') }}
    where question_code = 'technology_status' and region_code = ''

),

printed as (

    {{ printed_figures('technology_adoption') }}

),

described as (

    select
        shares.survey_code,
        shares.item_code as technology_code,
        shares.answer_code as status_code,
        surveys.survey_name_en,
        surveys.survey_name_fr,
        technologies.name_en as technology_name_en,
        technologies.name_fr as technology_name_fr,
        statuses.name_en as status_name_en,
        statuses.name_fr as status_name_fr,
        shares.submission_count,
        shares.respondent_count,
        shares.share,
        {{ columns_as('shares', certainty_names(), certainty_names('share')) }},
        {{ figure_basis('submission_count') }} as submission_count_basis,
        {{ figure_basis('respondent_count') }} as respondent_count_basis,
        {{ figure_basis('share') }} as share_basis
    from shares
    inner join surveys
        on shares.survey_code = surveys.survey_code
    inner join technologies
        on shares.item_code = technologies.technology_code
    inner join statuses
        on shares.answer_code = statuses.answer_code
    left join printed
        on
            shares.survey_code = printed.survey_code
            and shares.item_code = printed.key_code
            and shares.answer_code = printed.second_key_code

)

select * from described
