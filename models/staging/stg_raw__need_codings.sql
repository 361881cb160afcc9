-- One row per survey and free text: the need that the text was coded as.

with raw_need_codings as (

    {{ raw_rows('raw_need_codings') }}

),

renamed as (

    select
        survey_code,
        answer as answer_text,
        need_code
    from raw_need_codings

)

select * from renamed
