{#- Fails on each number of the national mart that is not the sum over the regions, or, where a region is suppressed, is
    less than the sum over the others. -#}
{% test regions_sum_to_national(model, national, key, measures) %}

    with regional as (

        select
            {{ key | join(', ') }},
            {%- for measure in measures %}
            sum({{ measure }}) as {{ measure }},
            {%- endfor %}
            sum(case when is_suppressed then 1 else 0 end) as suppressed_count
        from {{ model }}
        group by {{ key | join(', ') }}

    )

    {% for measure in measures %}
    select
        {%- for column in key %}
        national.{{ column }},
        {%- endfor %}
        '{{ measure }}' as column_name,
        regional.{{ measure }} as found,
        cast(national.{{ measure }} as string) || ' in all regions together' as expected
    from {{ national }} as national
    left join regional
        on
            {%- for column in key %}
            {{ 'and ' if not loop.first }}national.{{ column }} = regional.{{ column }}
            {%- endfor %}
    where
        regional.suppressed_count is null
        or (regional.suppressed_count = 0 and regional.{{ measure }} <> national.{{ measure }})
        or regional.{{ measure }} > national.{{ measure }}
    {{ 'union all' if not loop.last }}
    {% endfor %}

{% endtest %}
