{#- Fails on each mean that is not one of whole scores of as many respondents as it says, or of a score not asked for. -#}
{% test means_of_whole_scores(model, key, mean, base, question_code, missing_where='false') %}

    with scores as (

        select
            scores.*,
            asked.item_code is not null as was_asked
        from {{ model }} as scores
        left join {{ ref('dim_survey_items') }} as asked
            on
                scores.survey_code = asked.survey_code
                and scores.technology_code = asked.item_code
                and asked.question_code = '{{ question_code }}'

    )

    select
        {{ key | join(', ') }},
        '{{ mean }}' as column_name,
        coalesce(cast({{ mean }} as string), 'no mean') || ' of '
        || coalesce(cast({{ base }} as string), 'no') || ' respondents' as found,
        'a mean of as many whole scores, where the survey asked for them' as expected
    from scores
    where
        (was_asked and {{ base }} is null and not coalesce({{ missing_where }}, false))
        or (not was_asked and {{ base }} is not null)
        or coalesce({{ base }} > 0, false) <> ({{ mean }} is not null)
        or abs({{ mean }} * {{ base }} - round({{ mean }} * {{ base }})) > 0.000001

{% endtest %}
