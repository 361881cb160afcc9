-- One row per survey and technology: its development potential, the Members that are developing it or considering it.
-- Read by flagship_groups and flagship_selection.

with surveys as (

    select * from {{ ref('dim_surveys') }}

),

technologies as (

    select * from {{ ref('technologies') }}

),

counts as (

    select * from {{ ref('shown_answer_counts') }}
    where question_code = 'technology_status' and region_code = ''

),

certainty as (

    select * from {{ ref('shown_certainty') }}
    where question_code = 'development_potential' and region_code = ''

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
        {%- for status in ['adopted', 'in_development', 'under_consideration'] %}
        sum(case when counts.answer_code = '{{ status }}' then counts.submission_count end) as {{ status }}_count,
        {%- endfor %}
        sum(case when statuses.is_potential then counts.submission_count end) as potential_count
    from counts
    inner join {{ ref('answer_options') }} as statuses
        on counts.answer_code = statuses.answer_code and statuses.answer_scale_code = 'technology_status'
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
        {%- for count in ['respondent', 'adopted', 'in_development', 'under_consideration', 'potential'] %}
        cast(summed.{{ count }}_count as integer) as {{ count }}_count,
        {%- endfor %}
        {{ competition_rank(
            'case when summed.respondent_count > 0 then summed.potential_count end', ['summed.survey_code']
        ) }} as potential_rank,
        {{ columns_as('certainty', rank_range_names()) }},
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
    left join certainty
        on summed.survey_code = certainty.survey_code and summed.technology_code = certainty.item_code
    left join printed
        on summed.survey_code = printed.survey_code and summed.technology_code = printed.key_code
    left join printed_adoption
        on
            summed.survey_code = printed_adoption.survey_code
            and summed.technology_code = printed_adoption.key_code and printed_adoption.second_key_code = 'adopted'

)

select * from described
