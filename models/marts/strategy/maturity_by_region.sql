-- One row per survey, region and maturity level: how many Members of the region chose the level, out of how many of its
-- Members that answered.

with surveys as (

    select * from {{ ref('dim_surveys') }}

),

regions as (

    select * from {{ ref('regions') }}

),

shares as (

    select * from {{ ref('int_maturity_shares') }}
    where region_code <> ''

),

printed as (

    {{ printed_keys('maturity_by_region') }}

),

distributed as (

    select
        shares.survey_code,
        surveys.survey_name_en,
        surveys.survey_name_fr,
        shares.region_code,
        regions.name_en as region_name_en,
        regions.name_fr as region_name_fr,
        shares.maturity_level,
        shares.maturity_level_name_en,
        shares.maturity_level_name_fr,
        shares.submission_count,
        shares.respondent_count,
        shares.share,
        shares.share_rank,
        shares.is_suppressed,
        {{ figure_basis('surveys.origin_code', 'printed.key_code is not null') }} as figure_basis
    from shares
    inner join surveys
        on shares.survey_code = surveys.survey_code
    inner join regions
        on shares.region_code = regions.region_code
    left join printed
        on
            shares.survey_code = printed.survey_code
            and shares.region_code = printed.key_code
            and cast(shares.maturity_level as string) = printed.second_key_code

)

select * from distributed
