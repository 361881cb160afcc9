{#- Fails on each key that the survey asked for and that is not there exactly once, and on each that it did not ask for. -#}
{% test complete_over_survey_items(model, question_code, item_column=none, answer_column=none, by_region=false) %}

    {%- set question_codes = [question_code] if question_code is string else question_code %}

    with asked as (

        select distinct
            survey_items.survey_code,
            {{ 'regions.region_code' if by_region else "''" }} as region_code,
            {{ 'survey_items.item_code' if item_column else "''" }} as item_code,
            {{ 'answer_options.answer_code' if answer_column else "''" }} as answer_code
        from {{ ref('dim_survey_items') }} as survey_items
        inner join {{ ref('dim_surveys') }} as surveys
            on survey_items.survey_code = surveys.survey_code
        inner join {{ ref('answer_options') }} as answer_options
            on survey_items.answer_scale_code = answer_options.answer_scale_code
        cross join {{ ref('regions') }} as regions
        where survey_items.question_code in ('{{ question_codes | join("', '") }}')

    ),

    row_keys as (

        select
            survey_code,
            {{ 'region_code' if by_region else "''" }} as region_code,
            {{ item_column or "''" }} as item_code,
            {{ answer_column or "''" }} as answer_code
        from {{ model }}

    ),

    found as (

        select
            survey_code,
            region_code,
            item_code,
            answer_code,
            count(*) as row_count
        from row_keys
        group by survey_code, region_code, item_code, answer_code

    )

    select
        coalesce(asked.survey_code, found.survey_code) as survey_code,
        coalesce(asked.region_code, found.region_code) as region_code,
        coalesce(asked.item_code, found.item_code) as item_code,
        coalesce(asked.answer_code, found.answer_code) as answer_code,
        coalesce(found.row_count, 0) as found,
        case when asked.survey_code is null then 0 else 1 end as expected
    from asked
    full outer join found
        on
            asked.survey_code = found.survey_code
            and asked.region_code = found.region_code
            and asked.item_code = found.item_code
            and asked.answer_code = found.answer_code
    where coalesce(found.row_count, 0) <> case when asked.survey_code is null then 0 else 1 end

{% endtest %}
