-- One row per survey, region, technology and status: how many Members of the region chose the status, out of how many
-- of its Members that answered on the technology.

with surveys as (

    select * from {{ ref('dim_surveys') }}

),

regions as (

    select * from {{ ref('regions') }}

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
    where question_code = 'technology_status'

),

described as (

    select
        shares.survey_code,
        shares.region_code,
        shares.item_code as technology_code,
        shares.answer_code as status_code,
        surveys.survey_name_en,
        surveys.survey_name_fr,
        regions.name_en as region_name_en,
        regions.name_fr as region_name_fr,
        technologies.name_en as technology_name_en,
        technologies.name_fr as technology_name_fr,
        statuses.name_en as status_name_en,
        statuses.name_fr as status_name_fr,
        shares.submission_count,
        shares.respondent_count,
        shares.share,
        {{ columns_as('shares', certainty_names(), certainty_names('share')) }},
        shares.is_suppressed,
        -- Three codes pick a row, and a printed figure has two at most: no printed figure is one of this mart.
        {{ figure_basis() }} as submission_count_basis,
        {{ figure_basis() }} as respondent_count_basis,
        {{ figure_basis() }} as share_basis
    from shares
    inner join surveys
        on shares.survey_code = surveys.survey_code
    -- The rows of all regions together have no region, and stay out.
    inner join regions
        on shares.region_code = regions.region_code
    inner join technologies
        on shares.item_code = technologies.technology_code
    inner join statuses
        on shares.answer_code = statuses.answer_code

)

select * from described
