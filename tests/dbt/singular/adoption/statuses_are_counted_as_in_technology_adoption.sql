with totals as (

    select
        survey_code,
        status_code,
        -- Without one of its parts, a total is suppressed too.
        case when count(submission_count) = count(*) then sum(submission_count) end as submission_count
    from {{ ref('technology_adoption') }}
    group by survey_code, status_code

)

select
    totals.survey_code,
    cast(null as string) as technology_code,
    totals.status_code,
    shown.selection_count as found,
    cast(totals.submission_count as string) || ' in technology_adoption' as expected
from totals
left join {{ ref('technology_status_totals') }} as shown
    on totals.survey_code = shown.survey_code and totals.status_code = shown.status_code
where coalesce(shown.selection_count, -1) <> coalesce(totals.submission_count, -1)
{%- for status_code in ['adopted', 'in_development', 'under_consideration'] %}
union all
select
    adoption.survey_code,
    adoption.technology_code,
    adoption.status_code,
    shown.{{ status_code }}_count as found,
    cast(adoption.submission_count as string) || ' in technology_adoption' as expected
from {{ ref('technology_adoption') }} as adoption
left join {{ ref('development_potential') }} as shown
    on adoption.survey_code = shown.survey_code and adoption.technology_code = shown.technology_code
where
    adoption.status_code = '{{ status_code }}'
    and (
        shown.survey_code is null
        or coalesce(shown.{{ status_code }}_count, -1) <> coalesce(adoption.submission_count, -1)
    )
{%- endfor %}
