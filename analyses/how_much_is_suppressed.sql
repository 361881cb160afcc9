-- One row per survey and indicator with regions: how many regional figures disclosure control hides.

select
    survey_code,
    indicator_code,
    indicator_name_en,
    count(*) as regional_count,
    count(*) filter (where is_suppressed) as suppressed_count,
    count(distinct region_code) filter (where is_suppressed) as suppressed_region_count
from {{ ref('indicators') }}
where region_code <> 'ALL'
group by survey_code, indicator_code, indicator_name_en
order by survey_code, indicator_code
