{#- Fails on each row whose part or base is missing or whose part exceeds its base, and whose share is not their quotient. -#}
{% test part_of_base(model, key, part, base, share_column=none, missing_where='false') %}

    select
        {{ key | join(', ') }},
        '{{ part }}' as column_name,
        cast({{ part }} as string) as found,
        'at most {{ base }}, ' || coalesce(cast({{ base }} as string), 'nothing') as expected
    from {{ model }}
    where
        {{ part }} > {{ base }}
        or (({{ part }} is null or {{ base }} is null) and not coalesce({{ missing_where }}, false))
    {%- if share_column %}
    union all
    select
        {{ key | join(', ') }},
        '{{ share_column }}' as column_name,
        cast({{ share_column }} as string) as found,
        cast({{ share(part, base) }} as string) as expected
    from {{ model }}
    where coalesce({{ share_column }}, -1) <> coalesce({{ share(part, base) }}, -1)
    {%- endif %}

{% endtest %}
