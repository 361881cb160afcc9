-- One row per raw answer that is not blank: a missing row and an empty answer are the same.

with raw_answers as (

    {{ raw_rows('raw_answers') }}

),

typed as (

    select
        survey_code,
        submission_id,
        question_code,
        {{ text_or_empty('item_code') }} as item_code,
        answer
    from raw_answers
    where answer is not null

)

select * from typed
