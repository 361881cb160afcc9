{#- Fails on each row whose rank is not the competition rank of its count, most first, among rows that have a base. -#}
{% test ranks_follow_counts(model, key, rank, count, base, by) %}

    with ranked as (

        select
            {{ key | join(', ') }},
            {{ rank }} as found,
            case
                when {{ base }} > 0
                    then
                        rank() over (
                            partition by {{ by | join(', ') }}, case when {{ base }} > 0 then 1 else 0 end
                            order by {{ count }} desc
                        )
            end as expected
        from {{ model }}

    )

    select
        {{ key | join(', ') }},
        '{{ rank }}' as column_name,
        found,
        expected
    from ranked
    where coalesce(found, -1) <> coalesce(expected, -1)

{% endtest %}
