-- One row per survey and technology: its development potential, the Members that are developing it or considering it.
-- Read by flagship_selection.

with surveys as (

    select * from {{ ref('dim_surveys') }}

),

potential as (

    select * from {{ ref('int_technology_potential') }}

),

printed as (

    {{ printed_keys('development_potential') }}

),

described as (

    select
        potential.survey_code,
        surveys.survey_name_en,
        surveys.survey_name_fr,
        potential.technology_code,
        potential.technology_name_en,
        potential.technology_name_fr,
        potential.respondent_count,
        potential.adopted_count,
        potential.in_development_count,
        potential.under_consideration_count,
        potential.potential_count,
        potential.potential_rank,
        {{ figure_basis('surveys.origin_code', 'printed.key_code is not null') }} as figure_basis
    from potential
    inner join surveys
        on potential.survey_code = surveys.survey_code
    left join printed
        on
            potential.survey_code = printed.survey_code
            and potential.technology_code = printed.key_code

)

select * from described
