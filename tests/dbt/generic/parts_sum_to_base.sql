{#- Fails on each group whose parts do not sum to its base, or whose rows have different bases. Nulls in all are equal. -#}
{% test parts_sum_to_base(model, parts, base, by) %}

    select
        {{ by | join(', ') }},
        '{{ base }}' as column_name,
        sum({{ parts | join(' + ') }}) as found,
        max({{ base }}) as expected
    from {{ model }}
    group by {{ by | join(', ') }}
    having
        coalesce(sum({{ parts | join(' + ') }}), -1) <> coalesce(max({{ base }}), -1)
        or min({{ base }}) <> max({{ base }})

{% endtest %}
