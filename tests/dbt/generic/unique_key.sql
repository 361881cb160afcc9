{#- Fails on each value of a compound key that stands in more than one row, or has a null in one of its columns. -#}
{% test unique_key(model, columns) %}

    select
        {%- for column in columns %}
        {#- The name of the column itself, also where its nulls are taken for a value. #}
        {{ column }} as {{ column.split('(')[-1].split(',')[0] }},
        {%- endfor %}
        cast(count(*) as string) || ' rows with this key, or a part of it missing' as found,
        'one row, and all of its key' as expected
    from {{ model }}
    group by {{ columns | join(', ') }}
    having
        count(*) > 1
        {%- for column in columns %}
        or {{ column }} is null
        {%- endfor %}

{% endtest %}
