-- One row per survey, indicator and basis: how many of its values the report printed, how many were collected, and how
-- many are illustrative, which nobody should quote as observed.

select
    survey_code,
    indicator_code,
    indicator_name_en,
    value_basis,
    count(*) as value_count
from {{ ref('indicators') }}
where not is_suppressed
group by survey_code, indicator_code, indicator_name_en, value_basis
order by survey_code, indicator_code, value_basis
