-- Each survey follows the one that opened last before it, and the one that opened last of all is the latest.

with rounds as (

    select * from {{ ref('survey_rounds') }}

),

numbered as (

    select
        survey_code,
        row_number() over (order by opened_on, survey_code) as place,
        count(*) over () as survey_count
    from {{ ref('dim_surveys') }}

),

expected as (

    select
        numbered.survey_code,
        earlier.survey_code as previous_survey_code,
        numbered.place = numbered.survey_count as is_latest
    from numbered
    left join numbered as earlier
        on numbered.place = earlier.place + 1

)

select
    expected.survey_code,
    'previous_survey_code, is_latest' as column_name,
    concat_ws(', ', coalesce(rounds.previous_survey_code, 'nothing'), cast(rounds.is_latest as string)) as found,
    concat_ws(', ', coalesce(expected.previous_survey_code, 'nothing'), cast(expected.is_latest as string)) as expected
from expected
left join rounds
    on expected.survey_code = rounds.survey_code
where
    coalesce(rounds.previous_survey_code, '') <> coalesce(expected.previous_survey_code, '')
    or coalesce(rounds.is_latest, false) <> expected.is_latest
    or rounds.survey_code is null
