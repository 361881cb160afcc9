-- One row per technology: how many Members offer a case study on it, and how many are on their way to it and might read
-- one.

select
    potential.technology_code,
    potential.technology_name_en,
    coalesce(offers.submission_count, 0) as offer_count,
    potential.potential_count,
    coalesce(offers.submission_count, 0) / nullif(potential.potential_count, 0) as offers_per_reader
from {{ ref('development_potential') }} as potential
left join {{ ref('case_study_offers') }} as offers
    on
        potential.survey_code = offers.survey_code
        and potential.technology_code = offers.technology_code
where
    potential.survey_code = (
        select rounds.survey_code from {{ ref('survey_rounds') }} as rounds
        where rounds.is_latest
    )
order by offers_per_reader
