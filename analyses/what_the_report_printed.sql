-- One row per section of the report and unit: how many figures it printed, how many are only inferred from it, and how
-- many the warehouse reproduces.

select
    survey_code,
    report_section,
    report_section_name_en,
    unit_code,
    count(*) as figure_count,
    count(*) filter (where is_inferred) as inferred_count,
    count(*) filter (where is_reproduced) as reproduced_count
from {{ ref('reconciliation_figures') }}
group by survey_code, report_section, report_section_name_en, unit_code
order by survey_code, report_section, unit_code
