-- One row per survey and technology: how many Members have adopted it, and how many make up its development potential,
-- which ranks it. Of all regions together.

with statuses as (

    select * from {{ ref('int_technology_statuses') }}
    where region_code = ''

),

summed as (

    select
        survey_code,
        technology_code,
        technology_name_en,
        technology_name_fr,
        cast(max(respondent_count) as integer) as respondent_count,
        cast(sum(case when status_code = 'adopted' then submission_count else 0 end) as integer) as adopted_count,
        cast(
            sum(case when status_code = 'in_development' then submission_count else 0 end) as integer
        ) as in_development_count,
        cast(
            sum(case when status_code = 'under_consideration' then submission_count else 0 end) as integer
        ) as under_consideration_count,
        cast(sum(case when is_potential then submission_count else 0 end) as integer) as potential_count
    from statuses
    group by survey_code, technology_code, technology_name_en, technology_name_fr

),

-- A technology on which nobody answered has no rank: it is not the last, it is unknown.
rankable as (

    select
        *,
        case when respondent_count > 0 then potential_count end as known_potential_count
    from summed

),

ranked as (

    select
        *,
        {{ competition_rank('known_potential_count', ['survey_code']) }} as potential_rank
    from rankable

)

select * from ranked
