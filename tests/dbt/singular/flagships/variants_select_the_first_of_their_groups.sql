-- Ranks run from 1 without ties and gaps, and as many of the first are selected as the variant keeps.
with ordered as (

    select
        *,
        case
            when group_rank is not null
                then
                    row_number() over (
                        partition by survey_code, variant_code
                        order by group_rank nulls last, flagship_group_code
                    )
        end as place
    from {{ ref('flagship_robustness') }}

)

select
    survey_code,
    variant_code,
    flagship_group_code,
    'rank ' || cast(group_rank as string) as found,
    'rank ' || cast(place as string) as expected
from ordered
where group_rank <> place
union all
select
    survey_code,
    variant_code,
    flagship_group_code,
    case when is_selected then 'selected' else 'not selected' end as found,
    'selected where the rank is at most ' || cast(kept_count as string) || ', and not without a rank' as expected
from ordered
where is_selected <> coalesce(group_rank <= kept_count, false)
