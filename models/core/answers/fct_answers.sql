-- One row per cell of the answer grid, with its submission and the answer's value; respondent-level, never released.

with grid as (

    select * from {{ ref('int_answer_grid') }}

),

submissions as (

    select * from {{ ref('fct_submissions') }}

),

answer_options as (

    select * from {{ ref('answer_options') }}

),

described as (

    select
        grid.survey_code,
        grid.submission_id,
        submissions.respondent_kind,
        submissions.submission_state,
        submissions.region_code,
        grid.question_code,
        grid.item_code,
        grid.answer_code,
        answer_options.answer_value,
        coalesce(answer_options.is_detail, false) as is_detail,
        grid.answer_state
    from grid
    inner join submissions
        on
            grid.survey_code = submissions.survey_code
            and grid.submission_id = submissions.submission_id
    left join answer_options
        on
            grid.answer_scale_code = answer_options.answer_scale_code
            and grid.answer_code = answer_options.answer_code

)

select * from described
