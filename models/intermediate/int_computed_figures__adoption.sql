-- One row per survey, mart, measure and keys: the figures of section III as the marts have them.

with figures as (

    {{ computed_count('technology_adoption', 'submission_count', 'technology_code', 'status_code') }}

)

select * from figures
