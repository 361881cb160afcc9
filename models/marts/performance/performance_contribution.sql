-- One row per survey and dimension of performance: how many Members see technology contribute to it, or expect it to.

with choices as (

    select * from {{ ref('int_chosen_items') }}
    where question_code = 'performance_contribution' and region_code = ''

),

surveys as (

    select * from {{ ref('dim_surveys') }}

),

dimensions as (

    select * from {{ ref('performance_dimensions') }}

),

printed as (

    {{ printed_keys('performance_contribution') }}

),

described as (

    select
        choices.survey_code,
        surveys.survey_name_en,
        surveys.survey_name_fr,
        choices.item_code as dimension_code,
        dimensions.name_en as dimension_name_en,
        dimensions.name_fr as dimension_name_fr,
        choices.submission_count,
        choices.respondent_count,
        choices.share,
        choices.share_rank,
        {{ figure_basis('surveys.origin_code', 'printed.key_code is not null') }} as figure_basis
    from choices
    inner join surveys
        on choices.survey_code = surveys.survey_code
    inner join dimensions
        on choices.item_code = dimensions.dimension_code
    left join printed
        on
            choices.survey_code = printed.survey_code
            and choices.item_code = printed.key_code

)

select * from described
