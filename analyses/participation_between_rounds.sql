-- One row per region: participation in the latest round, in the one before it, and the change in percentage points.

select
    latest.region_code,
    latest.region_name_en,
    latest.participation_rate,
    previous.survey_code as previous_survey_code,
    previous.participation_rate as previous_participation_rate,
    100 * (latest.participation_rate - previous.participation_rate) as change_in_points
from {{ ref('participation_by_region') }} as latest
inner join {{ ref('survey_rounds') }} as rounds
    on latest.survey_code = rounds.survey_code and rounds.is_latest
left join {{ ref('participation_by_region') }} as previous
    on rounds.previous_survey_code = previous.survey_code and latest.region_code = previous.region_code
order by change_in_points desc nulls last, latest.region_code asc
