-- Looks at the counts after disclosure control, which have a row for each row before it, and one for all regions
-- together. That no row is there twice is the matter of shown_answer_counts_are_unique; so the number of rows is enough
-- here.
with options as (

    select
        answer_scale_code,
        count(*) as option_count
    from {{ ref('answer_options') }}
    group by answer_scale_code

),

region_list as (

    select count(*) as region_count from {{ ref('regions') }}

),

expected_rows as (

    select
        surveys.survey_code,
        sum((region_list.region_count + 1) * options.option_count) as row_count
    from {{ ref('dim_surveys') }} as surveys
    inner join {{ ref('survey_items') }} as survey_items
        on surveys.survey_code = survey_items.survey_code
    inner join {{ ref('questions') }} as questions
        on survey_items.question_code = questions.question_code
    inner join options
        on questions.answer_scale_code = options.answer_scale_code
    cross join region_list
    group by surveys.survey_code

),

found_rows as (

    select
        survey_code,
        count(*) as row_count
    from {{ ref('shown_answer_counts') }}
    group by survey_code

)

select
    expected_rows.survey_code,
    coalesce(found_rows.row_count, 0) as found,
    expected_rows.row_count as expected
from expected_rows
left join found_rows
    on expected_rows.survey_code = found_rows.survey_code
where coalesce(found_rows.row_count, 0) <> expected_rows.row_count
