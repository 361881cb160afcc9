-- One row per survey and need, or `uncoded`: how many Members wrote of it in their own words.
-- Complete over the needs of the codebook, in each survey that asked for other needs. No free text is shown, and no
-- number where fewer Members wrote any than the threshold.

with surveys as (

    select * from {{ ref('dim_surveys') }}

),

asked as (

    select * from {{ ref('dim_survey_items') }}
    where question_code = 'capacity_building_need_other'

),

coded as (

    select * from {{ ref('coded_need_counts') }}

),

writers as (

    select
        survey_code,
        sum(submission_count) as submission_count
    from coded
    group by survey_code

),

printed as (

    {{ printed_figures('capacity_building_needs_other') }}

),

codes as (

    select
        need_code,
        name_en,
        name_fr
    from {{ ref('needs') }}
    union all
    select
        code as need_code,
        name_en,
        name_fr
    from {{ ref('warehouse_codes') }}
    where code_list = 'need_codings'

),

complete as (

    select
        surveys.survey_code,
        codes.need_code,
        surveys.survey_name_en,
        surveys.survey_name_fr,
        codes.name_en as need_name_en,
        codes.name_fr as need_name_fr,
        cast(
            case
                when writers.submission_count < surveys.disclosure_threshold then null
                else coalesce(coded.submission_count, 0)
            end as integer
        ) as submission_count,
        {{ figure_basis('submission_count') }} as submission_count_basis
    from surveys
    semi join asked
        on surveys.survey_code = asked.survey_code
    cross join codes
    left join coded
        on
            surveys.survey_code = coded.survey_code
            and codes.need_code = coded.need_code
    left join writers
        on surveys.survey_code = writers.survey_code
    left join printed
        on
            surveys.survey_code = printed.survey_code
            and codes.need_code = printed.key_code

)

select * from complete
