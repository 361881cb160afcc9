{#- Competition rank, most first (1, 2, 2, 4); null where the value is null. -#}
{% macro competition_rank(value, partition_by) -%}
    case
        when {{ value }} is not null
            then
                cast(
                    rank() over (
                        partition by {{ partition_by | join(', ') }}
                        order by {{ value }} desc nulls last
                    ) as integer
                )
    end
{%- endmacro %}
