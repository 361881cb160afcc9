-- One row per survey, technology and region: expected impact beside difficulty of adoption, after disclosure control.

with scores as (

    select * from {{ ref('int_impact_difficulty') }}

),

regions as (

    select * from {{ ref('regions') }}

),

printed as (

    {{ printed_keys('impact_difficulty_by_region') }}

),

described as (

    select
        scores.survey_code,
        scores.survey_name_en,
        scores.survey_name_fr,
        scores.technology_code,
        scores.technology_name_en,
        scores.technology_name_fr,
        scores.region_code,
        regions.name_en as region_name_en,
        regions.name_fr as region_name_fr,
        scores.impact_mean,
        scores.impact_respondent_count,
        scores.impact_rank,
        scores.difficulty_mean,
        scores.difficulty_respondent_count,
        scores.difficulty_rank,
        scores.is_suppressed,
        {{ figure_basis('scores.origin_code', 'printed.key_code is not null') }} as figure_basis
    from scores
    -- The rows of all regions together have no region, and stay out.
    inner join regions
        on scores.region_code = regions.region_code
    left join printed
        on
            scores.survey_code = printed.survey_code
            and scores.technology_code = printed.key_code
            and scores.region_code = printed.second_key_code

)

select * from described
