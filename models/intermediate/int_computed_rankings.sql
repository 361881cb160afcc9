-- One row per ranking, survey and item: the position that the marts give, of every ranking that the report may state.

with rankings as (

    select * from {{ ref('int_computed_rankings__participation') }}

)

select * from rankings
