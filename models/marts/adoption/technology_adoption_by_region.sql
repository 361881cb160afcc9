-- One row per survey, region, technology and status: how many Members of the region chose the status, out of how many
-- of its Members that answered on the technology.

with surveys as (

    select * from {{ ref('dim_surveys') }}

),

regions as (

    select * from {{ ref('regions') }}

),

statuses as (

    select * from {{ ref('int_technology_statuses') }}
    where region_code <> ''

),

described as (

    select
        statuses.survey_code,
        surveys.survey_name_en,
        surveys.survey_name_fr,
        statuses.region_code,
        regions.name_en as region_name_en,
        regions.name_fr as region_name_fr,
        statuses.technology_code,
        statuses.technology_name_en,
        statuses.technology_name_fr,
        statuses.status_code,
        statuses.status_name_en,
        statuses.status_name_fr,
        statuses.submission_count,
        statuses.respondent_count,
        statuses.share,
        statuses.is_suppressed,
        -- Three codes pick a row, and a printed figure has two at most: no printed figure is one of this mart.
        {{ figure_basis('surveys.origin_code', 'false') }} as figure_basis
    from statuses
    inner join surveys
        on statuses.survey_code = surveys.survey_code
    inner join regions
        on statuses.region_code = regions.region_code

)

select * from described
