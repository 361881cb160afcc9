-- Counts of details and of potential rest on these two columns alone.
with answer_options as (

    select
        *,
        answer_scale_code = 'technology_status' as is_status
    from {{ ref('answer_options') }}

)

select
    answer_scale_code,
    answer_code,
    'is_detail' as column_name,
    is_detail as found,
    'true for adopted, in_development and under_consideration of technology_status, else false' as expected
from answer_options
where is_detail <> (is_status and answer_code in ('adopted', 'in_development', 'under_consideration'))
union all
select
    answer_scale_code,
    answer_code,
    'is_potential' as column_name,
    is_potential as found,
    'true for in_development and under_consideration of technology_status, else false' as expected
from answer_options
where is_potential <> (is_status and answer_code in ('in_development', 'under_consideration'))
