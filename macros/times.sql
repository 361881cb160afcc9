{#- An ISO 8601 UTC time as a timestamp; null where the text is not one (a data test then names it).
    Only the full form with seconds and an explicit UTC passes, so that no engine's leniency decides. -#}
{% macro utc_timestamp(text) -%}
    case
        when {{ matches(text, '^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{1,6})?(Z|[+]00:00)$') }}
            then {{ without_time_zone(text) }}
    end
{%- endmacro %}


{#- An ISO 8601 time in UTC as a timestamp without its time zone; null where there is no such date. -#}
{% macro without_time_zone(text) -%}
    {{ return(adapter.dispatch('without_time_zone')(text)) }}
{%- endmacro %}

{#- DuckDB reads a time zone into a timestamp in UTC. -#}
{% macro default__without_time_zone(text) -%}
    try_cast({{ text }} as {{ plain_timestamp() }})
{%- endmacro %}

{% macro spark__without_time_zone(text) -%}
    try_cast(replace(replace({{ text }}, 'Z', ''), '+00:00', '') as {{ plain_timestamp() }})
{%- endmacro %}


{#- The type of a timestamp without a time zone: the warehouse holds UTC throughout. -#}
{% macro plain_timestamp() -%}
    {{ return(adapter.dispatch('plain_timestamp')()) }}
{%- endmacro %}

{% macro default__plain_timestamp() -%}
    timestamp
{%- endmacro %}

{% macro spark__plain_timestamp() -%}
    timestamp_ntz
{%- endmacro %}


{#- One row per day from one date to another, both included. Use in a select list. -#}
{% macro each_day(first_on, last_on) -%}
    {{ return(adapter.dispatch('each_day')(first_on, last_on)) }}
{%- endmacro %}

{% macro default__each_day(first_on, last_on) -%}
    cast(unnest(generate_series({{ first_on }}, {{ last_on }}, interval 1 day)) as date)
{%- endmacro %}

{% macro spark__each_day(first_on, last_on) -%}
    explode(sequence({{ first_on }}, {{ last_on }}, interval 1 day))
{%- endmacro %}
