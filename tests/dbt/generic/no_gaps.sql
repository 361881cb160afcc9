{#- Fails on each row that has a null in one of the columns. -#}
{% test no_gaps(model, columns) %}

    select
        *,
        'an empty value' as found,
        'a value in {{ columns | join(", ") }}' as expected
    from {{ model }}
    where
        {%- for column in columns %}
        {{ 'or ' if not loop.first }}{{ column }} is null
        {%- endfor %}

{% endtest %}
