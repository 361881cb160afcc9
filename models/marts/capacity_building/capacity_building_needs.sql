-- One row per survey and capacity-building need: how many Members have it, of those who answered on needs.

with needs as (

    select * from {{ ref('int_capacity_building_needs') }}
    where region_code = ''

),

printed as (

    {{ printed_keys('capacity_building_needs') }}

),

described as (

    select
        needs.survey_code,
        needs.survey_name_en,
        needs.survey_name_fr,
        needs.need_code,
        needs.need_name_en,
        needs.need_name_fr,
        needs.submission_count,
        needs.respondent_count,
        needs.share,
        needs.share_rank,
        {{ figure_basis('needs.origin_code', 'printed.key_code is not null') }} as figure_basis
    from needs
    left join printed
        on
            needs.survey_code = printed.survey_code
            and needs.need_code = printed.key_code

)

select * from described
