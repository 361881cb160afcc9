with codes as (

    select need_code
    from {{ ref('needs') }}
    union all
    select code as need_code
    from {{ ref('warehouse_codes') }}
    where code_list = 'need_codings'

)

select
    asked.survey_code,
    codes.need_code,
    'no row' as found,
    'one row' as expected
from {{ ref('dim_survey_items') }} as asked
inner join {{ ref('dim_surveys') }} as surveys
    on asked.survey_code = surveys.survey_code
cross join codes
left join {{ ref('capacity_building_needs_other') }} as other
    on asked.survey_code = other.survey_code and codes.need_code = other.need_code
where asked.question_code = 'capacity_building_need_other' and other.need_code is null
