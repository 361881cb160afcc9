-- One row per technology that is in the upper half by expected impact and in the lower half by adoption.

with latest as (

    select
        *,
        percent_rank() over (order by impact_mean) as impact_place,
        percent_rank() over (order by adopted_count) as adoption_place
    from {{ ref('technology_profile') }}
    where survey_code = (
        select rounds.survey_code from {{ ref('survey_rounds') }} as rounds
        where rounds.is_latest
    )

)

select
    technology_code,
    technology_name_en,
    impact_mean,
    adopted_count,
    status_respondent_count,
    difficulty_mean
from latest
where impact_place >= 0.5 and adoption_place <= 0.5
order by impact_mean desc
