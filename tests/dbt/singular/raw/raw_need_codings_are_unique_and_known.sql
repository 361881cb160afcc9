select
    raw_need_codings.survey_code,
    cast(null as string) as submission_id,
    'capacity_building_need_other' as question_code,
    cast(null as string) as item_code,
    'need_code' as column_name,
    raw_need_codings.need_code as found,
    'a code of the codebook seed needs, for the text ' || coalesce(raw_need_codings.answer, '(empty)') as expected
from {{ ref('raw_need_codings') }} as raw_need_codings
left join {{ ref('needs') }} as needs
    on raw_need_codings.need_code = needs.need_code
where needs.need_code is null or raw_need_codings.answer is null
union all
select
    survey_code,
    cast(null as string) as submission_id,
    'capacity_building_need_other' as question_code,
    cast(null as string) as item_code,
    'answer' as column_name,
    answer as found,
    'one row per survey and text, not ' || cast(count(*) as string) as expected
from {{ ref('raw_need_codings') }}
group by survey_code, answer
having count(*) > 1
