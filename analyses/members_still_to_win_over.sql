-- One row per region: how many Members did not answer, and what participation would be had half of them answered.

select
    region_code,
    region_name_en,
    member_count - submission_count as silent_count,
    participation_rate,
    (submission_count + (member_count - submission_count) / 2.0) / member_count as rate_with_half_of_them
from {{ ref('participation_by_region') }}
where
    survey_code = (
        select rounds.survey_code from {{ ref('survey_rounds') }} as rounds
        where rounds.is_latest
    )
order by silent_count desc
