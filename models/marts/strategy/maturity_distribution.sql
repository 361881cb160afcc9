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

printed_shares as (

    {{ printed_keys('maturity_distribution', 'share') }}

),

printed_counts as (

    {{ printed_keys('maturity_distribution', 'submission_count') }}

),

distributed as (

    select
        shares.survey_code,
        surveys.survey_name_en,
        surveys.survey_name_fr,
        levels.answer_value as maturity_level,
        levels.name_en as maturity_level_name_en,
        levels.name_fr as maturity_level_name_fr,
        shares.submission_count,
        shares.respondent_count,
        shares.share,
        shares.share_rank,
        {{ figure_basis('surveys.origin_code', 'printed_shares.key_code is not null') }} as figure_basis,
        {{ figure_basis('surveys.origin_code', 'printed_counts.key_code is not null') }} as count_figure_basis
    from shares
    inner join surveys
        on shares.survey_code = surveys.survey_code
    inner join levels
        on shares.answer_code = levels.answer_code
    left join printed_shares
        on
            shares.survey_code = printed_shares.survey_code
            and shares.answer_code = printed_shares.key_code
    left join printed_counts
        on
            shares.survey_code = printed_counts.survey_code
            and shares.answer_code = printed_counts.key_code

)

select * from distributed
