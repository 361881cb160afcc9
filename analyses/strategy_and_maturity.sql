-- One row per region: the share with an IT strategy beside the share at the two highest levels of maturity.

select
    strategies.region_code,
    strategies.region_name_en,
    strategies.yes_share as strategy_share,
    strategies.respondent_count as strategy_respondent_count,
    sum(levels.submission_count) / nullif(max(levels.respondent_count), 0) as advanced_share,
    max(levels.respondent_count) as maturity_respondent_count
from {{ ref('it_strategy_by_region') }} as strategies
inner join {{ ref('maturity_by_region') }} as levels
    on strategies.survey_code = levels.survey_code and strategies.region_code = levels.region_code
where
    strategies.survey_code
    = (
        select rounds.survey_code from {{ ref('survey_rounds') }} as rounds
        where rounds.is_latest
    )
    and not strategies.is_suppressed
    and not levels.is_suppressed
    and levels.maturity_level >= 4
group by
    strategies.region_code,
    strategies.region_name_en,
    strategies.yes_share,
    strategies.respondent_count
order by strategy_share desc
