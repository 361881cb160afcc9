-- One row per survey: its dates, where its answers come from, and which round came before it.
-- In the warehouse it is `surveys`; the codebook has a seed of that name.

with surveys as (

    select * from {{ ref('dim_surveys') }}

),

ordered as (

    select
        *,
        lag(survey_code) over (order by opened_on, survey_code) as previous_survey_code,
        lag(survey_name_en) over (order by opened_on, survey_code) as previous_survey_name_en,
        lag(survey_name_fr) over (order by opened_on, survey_code) as previous_survey_name_fr,
        lead(survey_code) over (order by opened_on, survey_code) is null as is_latest
    from surveys

),

described as (

    select
        survey_code,
        survey_name_en,
        survey_name_fr,
        previous_survey_code,
        previous_survey_name_en,
        previous_survey_name_fr,
        origin_code,
        origin_name_en,
        origin_name_fr,
        opened_on,
        deadline_on,
        extended_deadline_on,
        closed_on,
        cast(disclosure_threshold as integer) as disclosure_threshold,
        is_latest
    from ordered

)

select * from described
