-- One row per survey, mart, measure and keys: every figure of the marts that the report may have printed, as text.

with figures as (

    select * from {{ ref('int_computed_figures__participation') }}
    union all
    select * from {{ ref('int_computed_figures__strategy') }}
    union all
    select * from {{ ref('int_computed_figures__adoption') }}

)

select * from figures
