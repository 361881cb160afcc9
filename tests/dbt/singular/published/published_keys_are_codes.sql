with keys as (

    select
        'published_figures ' || figure_id as source,
        key_code_list as code_list,
        key_code as code
    from {{ ref('published_figures') }}
    where key_code_list is not null or key_code is not null
    union all
    select
        'published_figures ' || figure_id as source,
        second_key_code_list as code_list,
        second_key_code as code
    from {{ ref('published_figures') }}
    where second_key_code_list is not null or second_key_code is not null
    union all
    select
        'published_rankings ' || ranking_id as source,
        item_code_list as code_list,
        item_code as code
    from {{ ref('published_rankings') }}
    union all
    select distinct
        'published_rankings' as source,
        'rankings' as code_list,
        ranking_id as code
    from {{ ref('published_rankings') }}

)

select
    keys.source,
    keys.code_list,
    keys.code as found,
    'a code of the list ' || coalesce(keys.code_list, '(empty)') || ' in the mart codes' as expected
from keys
left join {{ ref('codes') }} as codes
    on keys.code_list = codes.code_list and keys.code = codes.code
where codes.code is null
