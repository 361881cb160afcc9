-- One row per column of raw_submissions that holds codes and code that it may hold, in the order of its code list.

with known_codes as (

    select
        'survey_code' as column_name,
        survey_code as code,
        row_number() over (order by opened_on) as position
    from {{ ref('surveys') }}
    union all
    select
        'respondent_kind' as column_name,
        code,
        position
    from {{ ref('warehouse_codes') }}
    where code_list = 'respondent_kinds'
    union all
    select
        'member_code' as column_name,
        member_code as code,
        row_number() over (order by member_code) as position
    from {{ ref('members') }}
    union all
    select
        'region_code' as column_name,
        region_code as code,
        position
    from {{ ref('regions') }}
    union all
    select
        'agency_type_code' as column_name,
        agency_type_code as code,
        position
    from {{ ref('agency_types') }}
    union all
    select
        'origin' as column_name,
        code,
        position
    from {{ ref('warehouse_codes') }}
    where code_list = 'origins'
    union all
    select
        'is_partial' as column_name,
        'true' as code,
        1 as position
    union all
    select
        'is_partial' as column_name,
        'false' as code,
        2 as position

)

select * from known_codes
