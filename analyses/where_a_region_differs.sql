-- One row per region and share in which the region is at least 20 percentage points from all Members.

select
    regional.region_code,
    regional.region_name_en,
    regional.indicator_code,
    regional.item_code,
    regional.answer_code,
    regional.value as region_share,
    regional.respondent_count,
    national.value as all_members_share,
    100 * (regional.value - national.value) as difference_in_points
from {{ ref('indicators') }} as regional
inner join {{ ref('indicators') }} as national
    on
        regional.survey_code = national.survey_code
        and regional.indicator_code = national.indicator_code
        and regional.item_code = national.item_code
        and regional.answer_code = national.answer_code
        and national.region_code = 'ALL'
where
    regional.survey_code = (
        select rounds.survey_code from {{ ref('survey_rounds') }} as rounds
        where rounds.is_latest
    )
    and regional.region_code <> 'ALL'
    and regional.unit_code = 'share'
    and abs(regional.value - national.value) >= 0.2
order by abs(regional.value - national.value) desc, regional.region_code, regional.indicator_code asc
