-- One row per ranking, survey and item: the position that the marts give, of every ranking that the report may state.

with rankings as (

    select * from {{ ref('int_computed_rankings__participation') }}
    union all
    select * from {{ ref('int_computed_rankings__strategy') }}
    union all
    select * from {{ ref('int_computed_rankings__adoption') }}
    union all
    select * from {{ ref('int_computed_rankings__impact') }}
    union all
    select * from {{ ref('int_computed_rankings__performance') }}
    union all
    select * from {{ ref('int_computed_rankings__capacity_building') }}
    union all
    select * from {{ ref('int_computed_rankings__flagships') }}

)

select * from rankings
