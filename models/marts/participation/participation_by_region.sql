-- One row per survey and region: how many Members answered, out of how many.
-- Read by the participation page and by reconciliation. Exempt from suppression: a region's number of answers says
-- nothing of what anybody answered.

with surveys as (

    select * from {{ ref('dim_surveys') }}

),

regions as (

    select * from {{ ref('regions') }}

),

counts as (

    select * from {{ ref('participation_counts') }}

),

printed as (

    {{ printed_figures('participation_by_region') }}

),

rated as (

    select
        counts.survey_code,
        counts.region_code,
        surveys.survey_name_en,
        surveys.survey_name_fr,
        regions.name_en as region_name_en,
        regions.name_fr as region_name_fr,
        counts.submission_count,
        counts.member_count,
        {{ share('counts.submission_count', 'counts.member_count') }} as participation_rate,
        {{ whole_percent('counts.submission_count', 'counts.member_count') }} as participation_percent,
        false as is_suppressed,
        {{ figure_basis('submission_count') }} as submission_count_basis,
        {{ figure_basis('participation_rate') }} as participation_rate_basis
    from counts
    inner join surveys
        on counts.survey_code = surveys.survey_code
    inner join regions
        on counts.region_code = regions.region_code
    left join printed
        on
            counts.survey_code = printed.survey_code
            and counts.region_code = printed.key_code

),

ranked as (

    select
        *,
        -- Alone among the ranks, on the whole percent: the report prints 58 % three times and ranks them equal.
        {{ competition_rank('participation_percent', ['survey_code']) }} as participation_rank
    from rated

)

select * from ranked
