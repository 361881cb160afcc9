-- One row per survey, technology and status: how many Members chose the status, out of how many that answered on the
-- technology.

with surveys as (

    select * from {{ ref('dim_surveys') }}

),

statuses as (

    select * from {{ ref('int_technology_statuses') }}
    where region_code = ''

),

printed_counts as (

    {{ printed_keys('technology_adoption', 'submission_count') }}

),

printed_shares as (

    {{ printed_keys('technology_adoption', 'share') }}

),

described as (

    select
        statuses.survey_code,
        surveys.survey_name_en,
        surveys.survey_name_fr,
        statuses.technology_code,
        statuses.technology_name_en,
        statuses.technology_name_fr,
        statuses.status_code,
        statuses.status_name_en,
        statuses.status_name_fr,
        statuses.submission_count,
        statuses.respondent_count,
        statuses.share,
        {{ figure_basis('surveys.origin_code', 'printed_counts.key_code is not null') }} as figure_basis,
        {{ figure_basis('surveys.origin_code', 'printed_shares.key_code is not null') }} as share_figure_basis
    from statuses
    inner join surveys
        on statuses.survey_code = surveys.survey_code
    left join printed_counts
        on
            statuses.survey_code = printed_counts.survey_code
            and statuses.technology_code = printed_counts.key_code
            and statuses.status_code = printed_counts.second_key_code
    left join printed_shares
        on
            statuses.survey_code = printed_shares.survey_code
            and statuses.technology_code = printed_shares.key_code
            and statuses.status_code = printed_shares.second_key_code

)

select * from described
