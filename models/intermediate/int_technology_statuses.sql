-- One row per survey, region, technology and status, and one for all regions together (an empty region_code): how many
-- Members chose the status, and which share of those who answered on the technology that is.

with counts as (

    select * from {{ ref('shown_answer_counts') }}
    where question_code = 'technology_status'

),

technologies as (

    select * from {{ ref('technologies') }}

),

statuses as (

    select * from {{ ref('answer_options') }}
    where answer_scale_code = 'technology_status'

),

shares as (

    select
        counts.survey_code,
        counts.region_code,
        counts.item_code as technology_code,
        technologies.name_en as technology_name_en,
        technologies.name_fr as technology_name_fr,
        counts.answer_code as status_code,
        statuses.name_en as status_name_en,
        statuses.name_fr as status_name_fr,
        statuses.is_potential,
        counts.submission_count,
        counts.respondent_count,
        {{ share('counts.submission_count', 'counts.respondent_count') }} as share,
        counts.is_suppressed
    from counts
    inner join technologies
        on counts.item_code = technologies.technology_code
    inner join statuses
        on counts.answer_code = statuses.answer_code

)

select * from shares
