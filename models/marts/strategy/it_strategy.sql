-- One row per survey that asked for it: how many Members have an IT strategy in place, out of how many that answered.

with surveys as (

    select * from {{ ref('dim_surveys') }}

),

shares as (

    select * from {{ ref('shown_shares') }}
    where question_code = 'it_strategy' and region_code = '' and answer_code = 'yes'

),

printed_shares as (

    {{ printed_keys('it_strategy', 'yes_share') }}

),

printed_counts as (

    {{ printed_keys('it_strategy', 'yes_count') }}

),

summarised as (

    select
        shares.survey_code,
        surveys.survey_name_en,
        surveys.survey_name_fr,
        shares.submission_count as yes_count,
        shares.respondent_count,
        shares.share as yes_share,
        {{ figure_basis('surveys.origin_code', 'printed_shares.survey_code is not null') }} as figure_basis,
        {{ figure_basis('surveys.origin_code', 'printed_counts.survey_code is not null') }} as count_figure_basis
    from shares
    inner join surveys
        on shares.survey_code = surveys.survey_code
    left join printed_shares
        on shares.survey_code = printed_shares.survey_code
    left join printed_counts
        on shares.survey_code = printed_counts.survey_code

)

select * from summarised
