-- One row per technology of the latest round: the share of Members that adopted it, now and in the round before.
-- Shares, not counts: the rounds have different bases. What the round before did not ask about has no change.

select
    latest.technology_code,
    latest.technology_name_en,
    latest.share,
    latest.respondent_count,
    previous.share as previous_share,
    previous.respondent_count as previous_respondent_count,
    100 * (latest.share - previous.share) as change_in_points
from {{ ref('technology_adoption') }} as latest
inner join {{ ref('survey_rounds') }} as rounds
    on latest.survey_code = rounds.survey_code and rounds.is_latest
left join {{ ref('technology_adoption') }} as previous
    on
        rounds.previous_survey_code = previous.survey_code
        and latest.technology_code = previous.technology_code
        and latest.status_code = previous.status_code
where latest.status_code = 'adopted'
order by change_in_points desc nulls last, latest.share desc
