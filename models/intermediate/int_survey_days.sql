-- One row per survey and UTC day from its opening to its closing, with the phase of the collection.

with surveys as (

    select * from {{ ref('dim_surveys') }}

),

days as (

    select
        survey_code,
        deadline_on,
        extended_deadline_on,
        {{ each_day('opened_on', 'closed_on') }} as submitted_on
    from surveys

),

phased as (

    select
        survey_code,
        submitted_on,
        case
            when submitted_on <= deadline_on then 'initial'
            when submitted_on <= extended_deadline_on then 'extension'
            else 'late'
        end as phase
    from days

)

select * from phased
