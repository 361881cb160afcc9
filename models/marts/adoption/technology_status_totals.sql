-- One row per survey and status: how often Members chose the status, over all technologies. Null where one of them is
-- suppressed, which would be what is left of the total.

with surveys as (

    select * from {{ ref('dim_surveys') }}

),

statuses as (

    select * from {{ ref('answer_options') }}
    where answer_scale_code = 'technology_status'

),

counts as (

    select * from {{ ref('shown_answer_counts') }}
    where question_code = 'technology_status' and region_code = ''

),

printed as (

    {{ printed_figures('technology_status_totals') }}

),

totals as (

    select
        survey_code,
        answer_code as status_code,
        cast(
            case when max(case when is_suppressed then 1 else 0 end) = 0 then sum(submission_count) end as integer
        ) as selection_count
    from counts
    group by survey_code, answer_code

),

with_base as (

    select
        *,
        cast(sum(selection_count) over (partition by survey_code) as integer) as all_selection_count
    from totals

),

described as (

    select
        with_base.survey_code,
        with_base.status_code,
        surveys.survey_name_en,
        surveys.survey_name_fr,
        statuses.name_en as status_name_en,
        statuses.name_fr as status_name_fr,
        with_base.selection_count,
        with_base.all_selection_count,
        {{ share('with_base.selection_count', 'with_base.all_selection_count') }} as selection_share,
        {{ figure_basis('selection_count') }} as selection_count_basis,
        {{ figure_basis('all_selection_count') }} as all_selection_count_basis,
        {{ figure_basis('selection_share') }} as selection_share_basis
    from with_base
    inner join surveys
        on with_base.survey_code = surveys.survey_code
    inner join statuses
        on with_base.status_code = statuses.answer_code
    left join printed
        on
            with_base.survey_code = printed.survey_code
            and with_base.status_code = printed.key_code

)

select * from described
