-- One row per technology: all its ranks, and the mean of those in which the first is the foremost.

select
    technology_code,
    technology_name_en,
    adopted_rank,
    potential_rank,
    impact_rank,
    difficulty_rank,
    citation_rank,
    case_study_offer_rank,
    list_avg([adopted_rank, potential_rank, impact_rank, citation_rank, case_study_offer_rank]) as mean_rank
from {{ ref('technology_profile') }}
where
    survey_code = (
        select rounds.survey_code from {{ ref('survey_rounds') }} as rounds
        where rounds.is_latest
    )
order by mean_rank nulls last, technology_code
