-- One row per technology: the regions in which most and fewest of those who answered have adopted it, and how far apart
-- they are.

select
    technology_code,
    technology_name_en,
    max_by(region_code, share) as leading_region_code,
    max(share) as leading_share,
    min_by(region_code, share) as trailing_region_code,
    min(share) as trailing_share,
    max(share) - min(share) as gap
from {{ ref('technology_adoption_by_region') }}
where
    survey_code = (
        select rounds.survey_code from {{ ref('survey_rounds') }} as rounds
        where rounds.is_latest
    ) and status_code = 'adopted' and not is_suppressed
group by technology_code, technology_name_en
order by gap desc
