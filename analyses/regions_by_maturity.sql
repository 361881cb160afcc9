-- One row per region: how mature its Members say they are. A mean of levels hides the spread, so the share that has at
-- least reached the operational level stands beside it.

select
    region_code,
    region_name_en,
    max(respondent_count) as respondent_count,
    sum(maturity_level * submission_count) / max(respondent_count) as mean_level,
    sum(case when maturity_level >= 3 then submission_count end) / max(respondent_count) as operational_share
from {{ ref('maturity_by_region') }}
where
    survey_code = (
        select rounds.survey_code from {{ ref('survey_rounds') }} as rounds
        where rounds.is_latest
    ) and not is_suppressed and respondent_count > 0
group by region_code, region_name_en
order by mean_level desc
