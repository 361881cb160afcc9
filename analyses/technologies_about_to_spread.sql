-- One row per technology: how many Members are on their way to it for each that has it already.

select
    technology_code,
    technology_name_en,
    adopted_count,
    potential_count,
    potential_count / nullif(adopted_count, 0) as potential_per_adopter,
    in_development_count / nullif(potential_count, 0) as in_development_part
from {{ ref('development_potential') }}
where
    survey_code = (
        select rounds.survey_code from {{ ref('survey_rounds') }} as rounds
        where rounds.is_latest
    )
order by potential_per_adopter desc nulls first
