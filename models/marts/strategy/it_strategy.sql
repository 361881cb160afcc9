-- One row per survey that asked for it: how many Members have an IT strategy in place, out of how many that answered.

with surveys as (

    select * from {{ ref('dim_surveys') }}

),

counts as (

    select * from {{ ref('shown_answer_counts') }}
    where question_code = 'it_strategy' and region_code = ''

),

printed_shares as (

    {{ printed_keys('it_strategy', 'yes_share') }}

),

printed_counts as (

    {{ printed_keys('it_strategy', 'yes_count') }}

),

summarised as (

    select
        counts.survey_code,
        surveys.survey_name_en,
        surveys.survey_name_fr,
        counts.submission_count as yes_count,
        counts.respondent_count,
        {{ share('counts.submission_count', 'counts.respondent_count') }} as yes_share,
        {{ figure_basis('surveys.origin_code', 'printed_shares.survey_code is not null') }} as figure_basis,
        {{ figure_basis('surveys.origin_code', 'printed_counts.survey_code is not null') }} as count_figure_basis
    from counts
    inner join surveys
        on counts.survey_code = surveys.survey_code
    left join printed_shares
        on counts.survey_code = printed_shares.survey_code
    left join printed_counts
        on counts.survey_code = printed_counts.survey_code
    where counts.answer_code = 'yes'

)

select * from summarised
