-- One row per need: how often the least mature region asks for it, beside all Members. Needs of single administrations
-- are not released; the region is as close as one gets.

with maturity as (

    select
        survey_code,
        region_code,
        sum(maturity_level * submission_count) / max(respondent_count) as mean_level
    from {{ ref('maturity_by_region') }}
    where
        survey_code = (
            select rounds.survey_code from {{ ref('survey_rounds') }} as rounds
            where rounds.is_latest
        ) and not is_suppressed and respondent_count > 0
    group by survey_code, region_code

),

least_mature as (

    select * from maturity
    order by mean_level, region_code
    limit 1

)

select
    regional.region_code,
    regional.need_code,
    regional.need_name_en,
    regional.share as regional_share,
    national.share as overall_share,
    regional.share - national.share as above_overall
from {{ ref('capacity_building_needs_by_region') }} as regional
inner join least_mature
    on regional.survey_code = least_mature.survey_code and regional.region_code = least_mature.region_code
inner join {{ ref('capacity_building_needs') }} as national
    on regional.survey_code = national.survey_code and regional.need_code = national.need_code
order by regional.share desc, regional.need_code asc
