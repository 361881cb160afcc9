-- One row per raw submission: typed, nothing else.
-- What cannot be typed is null here; the data tests read the raw text and name the row.

with raw_submissions as (

    {{ raw_rows('raw_submissions') }}

),

typed as (

    select
        survey_code,
        submission_id,
        respondent_kind,
        member_code,
        region_code,
        agency_type_code,
        {{ utc_timestamp('submitted_at') }} as submitted_at,
        language as language_code,
        origin as origin_code,
        coalesce(is_partial, 'false') = 'true' as is_partial,
        source_file,
        try_cast(source_row as integer) as source_row
    from raw_submissions

)

select * from typed
