-- A free text without a code is counted under one of these; a need of that name would be counted with them.
select
    needs.need_code,
    needs.need_code as found,
    'another code: the warehouse uses this one for free texts, in warehouse_codes' as expected
from {{ ref('needs') }} as needs
semi join {{ ref('warehouse_codes') }} as taken
    on
        taken.code_list = 'need_codings'
        and needs.need_code = taken.code
