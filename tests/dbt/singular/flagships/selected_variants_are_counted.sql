-- By group, in how many variants it is and is selected; by variant, whether its choice is certain: where it selects
-- any.
with counted as (

    select
        *,
        count(*) over (partition by survey_code, flagship_group_code) as variants,
        sum(case when is_selected then 1 when not is_selected then 0 end)
            over (partition by survey_code, flagship_group_code) as selected_variants,
        max(case when is_selected then 1 else 0 end) over (partition by survey_code, variant_code) as selects_any,
        min(case when is_certain then 1 when not is_certain then 0 else -1 end)
            over (partition by survey_code, variant_code) as least_certain,
        max(case when is_certain then 1 when not is_certain then 0 else -1 end)
            over (partition by survey_code, variant_code) as most_certain
    from {{ ref('flagship_robustness') }}

)

select
    survey_code,
    variant_code,
    flagship_group_code,
    coalesce(cast(selected_variant_count as string), 'none') || ' of ' || cast(variant_count as string) as found,
    coalesce(cast(selected_variants as string), 'none') || ' of ' || cast(variants as string) as expected
from counted
where variant_count <> variants or coalesce(selected_variant_count, -1) <> coalesce(selected_variants, -1)
union all
select
    survey_code,
    variant_code,
    flagship_group_code,
    'certain: ' || coalesce(cast(is_certain as string), 'open') as found,
    'one word for the whole variant, and an open one where it selects nothing' as expected
from counted
where least_certain <> most_certain or (most_certain >= 0) <> (selects_any = 1)
