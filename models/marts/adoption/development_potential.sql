-- One row per survey and technology: its development potential, the Members that are developing it or considering it.
-- Read by flagship_groups and flagship_selection.

with surveys as (

    select * from {{ ref('dim_surveys') }}

),

technologies as (

    select * from {{ ref('technologies') }}

),

statuses as (

    select * from {{ ref('answer_options') }}
    where answer_scale_code = 'technology_status'

),

counts as (

    select * from {{ ref('shown_answer_counts') }}
    where question_code = 'technology_status' and region_code = ''

),

printed as (

    {{ printed_figures('development_potential') }}

),

printed_adoption as (

    {{ printed_figures('technology_adoption') }}

),

-- Null where a technology is suppressed. One on which nobody answered has a potential of 0 and no rank: it is not the
-- last, it is unknown.
summed as (

    select
        counts.survey_code,
        counts.item_code as technology_code,
        max(counts.respondent_count) as respondent_count,
        sum(case when counts.answer_code = 'adopted' then counts.submission_count end) as adopted_count,
        sum(case when counts.answer_code = 'in_development' then counts.submission_count end) as in_development_count,
        sum(case when counts.answer_code = 'under_consideration' then counts.submission_count end)
            as under_consideration_count,
        sum(case when statuses.is_potential then counts.submission_count end) as potential_count
    from counts
    inner join statuses
        on counts.answer_code = statuses.answer_code
    group by counts.survey_code, counts.item_code

),

described as (

    select
        summed.survey_code,
        summed.technology_code,
        surveys.survey_name_en,
        surveys.survey_name_fr,
        technologies.name_en as technology_name_en,
        technologies.name_fr as technology_name_fr,
        cast(summed.respondent_count as integer) as respondent_count,
        cast(summed.adopted_count as integer) as adopted_count,
        cast(summed.in_development_count as integer) as in_development_count,
        cast(summed.under_consideration_count as integer) as under_consideration_count,
        cast(summed.potential_count as integer) as potential_count,
        {{ competition_rank(
            'case when summed.respondent_count > 0 then summed.potential_count end', ['summed.survey_code']
        ) }} as potential_rank,
        {{ figure_basis('respondent_count') }} as respondent_count_basis,
        -- The report prints adoptions as what they are in technology_adoption.
        {{ figure_basis('submission_count', 'printed_adoption') }} as adopted_count_basis,
        {{ figure_basis('in_development_count') }} as in_development_count_basis,
        {{ figure_basis('under_consideration_count') }} as under_consideration_count_basis,
        {{ figure_basis('potential_count') }} as potential_count_basis
    from summed
    inner join surveys
        on summed.survey_code = surveys.survey_code
    inner join technologies
        on summed.technology_code = technologies.technology_code
    left join printed
        on summed.survey_code = printed.survey_code and summed.technology_code = printed.key_code
    left join printed_adoption
        on
            summed.survey_code = printed_adoption.survey_code
            and summed.technology_code = printed_adoption.key_code
            and printed_adoption.second_key_code = 'adopted'

)

select * from described
