-- One row per region: the dimension of performance to which most of its Members see technology contribute.

select
    region_code,
    region_name_en,
    dimension_code,
    dimension_name_en,
    submission_count,
    respondent_count,
    share
from {{ ref('performance_contribution_by_region') }}
where
    survey_code = (
        select rounds.survey_code from {{ ref('survey_rounds') }} as rounds
        where rounds.is_latest
    )
    and not is_suppressed
    and share_rank = 1
order by region_code, dimension_code
