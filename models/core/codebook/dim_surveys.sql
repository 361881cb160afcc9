-- One row per survey that has submissions: its dates, the origin of its answers, and how its figures are protected.
-- A survey that is registered but has nothing landed yet is not here, and so in no mart.

with surveys as (

    select * from {{ ref('surveys') }}

),

submissions as (

    select * from {{ ref('stg_raw__submissions') }}

),

known_origins as (

    select * from {{ ref('warehouse_codes') }}
    where code_list = 'origins'

),

-- A survey has exactly one origin (a data test); min only makes that a scalar, of the origins that there are.
origins as (

    select
        submissions.survey_code,
        min(known_origins.code) as origin_code
    from submissions
    left join known_origins
        on submissions.origin_code = known_origins.code
    group by submissions.survey_code

),

described as (

    select
        surveys.survey_code,
        surveys.name_en as survey_name_en,
        surveys.name_fr as survey_name_fr,
        surveys.opened_on,
        surveys.deadline_on,
        surveys.extended_deadline_on,
        surveys.closed_on,
        origins.origin_code,
        known_origins.name_en as origin_name_en,
        known_origins.name_fr as origin_name_fr,
        case origins.origin_code
            when 'synthetic' then {{ var('disclosure_threshold')['synthetic'] }}
            else {{ var('disclosure_threshold')['collected'] }}
        end as disclosure_threshold,
        coalesce(origins.origin_code, 'collected') <> 'synthetic'
        and {{ var('suppress_unanimous') }} as suppresses_unanimous
    from surveys
    inner join origins
        on surveys.survey_code = origins.survey_code
    left join known_origins
        on origins.origin_code = known_origins.code

)

select * from described
