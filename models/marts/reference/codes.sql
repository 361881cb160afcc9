-- One row per code list and code: every code that a mart shows, with its names and its meaning.
-- Member codes are left out: nothing released says which Member a figure comes from.

with code_lists as (

    {{ code_list('regions', 'region_code') }}
    union all
    {{ code_list('agency_types', 'agency_type_code') }}
    union all
    {{ code_list('technologies', 'technology_code') }}
    union all
    {{ code_list('performance_dimensions', 'dimension_code') }}
    union all
    {{ code_list('needs', 'need_code') }}
    union all
    {{ code_list('questions', 'question_code', definition='wording') }}
    union all
    {{ code_list('answer_options', 'answer_code', list_name='answer_scale_code') }}
    union all
    {{ code_list('indicator_definitions', 'indicator_code', list_name="'indicators'") }}
    union all
    {{ code_list('flagship_rule_variants', 'variant_code') }}
    union all
    {{ code_list('warehouse_codes', 'code', list_name='code_list') }}

)

select * from code_lists
