-- One row per survey, region and maturity level, and one for all regions together (an empty region_code): how many
-- Members chose the level, which share of those who answered that is, and its rank.

with counts as (

    select * from {{ ref('shown_answer_counts') }}
    where question_code = 'maturity_level'

),

levels as (

    select * from {{ ref('answer_options') }}
    where answer_scale_code = 'maturity_level'

),

shares as (

    select
        counts.survey_code,
        counts.region_code,
        levels.answer_value as maturity_level,
        levels.name_en as maturity_level_name_en,
        levels.name_fr as maturity_level_name_fr,
        counts.submission_count,
        counts.respondent_count,
        {{ share('counts.submission_count', 'counts.respondent_count') }} as share,
        counts.is_suppressed
    from counts
    inner join levels
        on counts.answer_code = levels.answer_code

),

ranked as (

    select
        *,
        {{ competition_rank('share', ['survey_code', 'region_code']) }} as share_rank
    from shares

)

select * from ranked
