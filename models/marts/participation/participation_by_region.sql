-- One row per survey and region: how many Members answered, out of how many.
-- Read by the participation page and by reconciliation. Exempt from suppression: a region's number of answers says
-- nothing of what anybody answered.

with surveys as (

    select * from {{ ref('dim_surveys') }}

),

regions as (

    select * from {{ ref('regions') }}

),

submission_counts as (

    select * from {{ ref('submission_counts') }}

),

frame_counts as (

    select * from {{ ref('int_frame_counts') }}

),

printed as (

    {{ printed_keys('participation_by_region') }}

),

rated as (

    select
        submission_counts.survey_code,
        surveys.survey_name_en,
        surveys.survey_name_fr,
        submission_counts.region_code,
        regions.name_en as region_name_en,
        regions.name_fr as region_name_fr,
        submission_counts.submission_count,
        frame_counts.member_count,
        {{ share('submission_counts.submission_count', 'frame_counts.member_count') }} as participation_rate,
        {{ whole_percent('submission_counts.submission_count', 'frame_counts.member_count') }} as participation_percent,
        false as is_suppressed,
        {{ figure_basis('surveys.origin_code', 'printed.key_code is not null') }} as figure_basis
    from submission_counts
    inner join surveys
        on submission_counts.survey_code = surveys.survey_code
    inner join regions
        on submission_counts.region_code = regions.region_code
    inner join frame_counts
        on
            submission_counts.survey_code = frame_counts.survey_code
            and submission_counts.region_code = frame_counts.region_code
    left join printed
        on
            submission_counts.survey_code = printed.survey_code
            and submission_counts.region_code = printed.key_code

),

ranked as (

    select
        *,
        -- Alone among the ranks, on the whole percent: the report prints 58 % three times and ranks them equal.
        {{ competition_rank('participation_percent', ['survey_code']) }} as participation_rank
    from rated

)

select * from ranked
