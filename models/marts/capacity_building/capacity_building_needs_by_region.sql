-- One row per survey, capacity-building need and region: how many Members have it, after disclosure control.

with needs as (

    select * from {{ ref('int_capacity_building_needs') }}

),

regions as (

    select * from {{ ref('regions') }}

),

printed as (

    {{ printed_keys('capacity_building_needs_by_region') }}

),

described as (

    select
        needs.survey_code,
        needs.survey_name_en,
        needs.survey_name_fr,
        needs.need_code,
        needs.need_name_en,
        needs.need_name_fr,
        needs.region_code,
        regions.name_en as region_name_en,
        regions.name_fr as region_name_fr,
        needs.submission_count,
        needs.respondent_count,
        needs.share,
        needs.share_rank,
        needs.is_suppressed,
        {{ figure_basis('needs.origin_code', 'printed.key_code is not null') }} as figure_basis
    from needs
    -- The rows of all regions together have no region, and stay out.
    inner join regions
        on needs.region_code = regions.region_code
    left join printed
        on
            needs.survey_code = printed.survey_code
            and needs.need_code = printed.key_code
            and needs.region_code = printed.second_key_code

)

select * from described
