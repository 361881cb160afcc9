-- An indicator of which a mart shows regions has a row for each, beside that of all Members; another has that
-- one alone.

with regions as (

    select count(*) as region_count
    from {{ ref('regions') }}

),

found as (

    select
        survey_code,
        indicator_code,
        item_code,
        answer_code,
        count(*) as row_count,
        sum(case when region_code = 'ALL' then 1 else 0 end) as national_count
    from {{ ref('indicators') }}
    group by survey_code, indicator_code, item_code, answer_code

)

select
    found.survey_code,
    found.indicator_code,
    found.item_code,
    found.answer_code,
    'region_code' as column_name,
    cast(found.row_count as string) || ' rows, ' || cast(found.national_count as string) || ' of all Members' as found,
    case when definitions.regional_mart_name is null then 'one of all Members' else 'that and one of each region' end
        as expected
from found
inner join {{ ref('indicator_definitions') }} as definitions
    on found.indicator_code = definitions.indicator_code
cross join regions
where
    found.national_count <> 1
    or found.row_count <> case when definitions.regional_mart_name is null then 1 else 1 + regions.region_count end
