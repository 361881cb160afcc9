{#- Measures of a mart in the form in which the report prints figures. Each is a select with one row per survey and key:
    survey_code, mart_name, measure, key_code, second_key_code, computed_value (text, as printed) and computed_number (the
    count, the whole percent, or the days since 1970-01-01: what a difference is taken of). -#}


{#- A count, such as 116. -#}
{% macro computed_count(mart_name, measure, key_column=none, second_key_column=none) -%}
    {{ computed_figure(mart_name, measure, key_column, second_key_column, measure, "cast(" ~ measure ~ " as string)") }}
{%- endmacro %}


{#- A share as a whole percent, such as 62 %. -#}
{% macro computed_percent(mart_name, measure, numerator, base, key_column=none, second_key_column=none) -%}
    {% set percent = whole_percent(numerator, base) %}
    {{ computed_figure(
        mart_name, measure, key_column, second_key_column, percent, "cast(" ~ percent ~ " as string) || ' %'"
    ) }}
{%- endmacro %}


{#- A date, such as 2024-04-17. -#}
{% macro computed_date(mart_name, measure, key_column=none, second_key_column=none) -%}
    {{ computed_figure(
        mart_name, measure, key_column, second_key_column, days_since_epoch(measure), "cast(" ~ measure ~ " as string)"
    ) }}
{%- endmacro %}


{#- What the three have in common; `number` and `text` are SQL expressions over the mart. -#}
{% macro computed_figure(mart_name, measure, key_column, second_key_column, number, text) -%}
    select
        survey_code,
        '{{ mart_name }}' as mart_name,
        '{{ measure }}' as measure,
        {{ key_column or "''" }} as key_code,
        {{ second_key_column or "''" }} as second_key_code,
        {{ text }} as computed_value,
        cast({{ number }} as integer) as computed_number
    from {{ ref(mart_name) }}
{%- endmacro %}


{#- The same of a text as printed, so that the difference of two figures can be taken; null where it is not one. -#}
{% macro printed_number(printed_value, unit) -%}
    case {{ unit }}
        when 'date' then {{ days_since_epoch('try_cast(' ~ printed_value ~ ' as date)') }}
        else try_cast(replace({{ printed_value }}, ' %', '') as integer)
    end
{%- endmacro %}


{#- A date as the number of days since 1970-01-01. -#}
{% macro days_since_epoch(date) -%}
    {{ return(adapter.dispatch('days_since_epoch')(date)) }}
{%- endmacro %}

{% macro default__days_since_epoch(date) -%}
    date_diff('day', date '1970-01-01', {{ date }})
{%- endmacro %}

{% macro spark__days_since_epoch(date) -%}
    unix_date({{ date }})
{%- endmacro %}


{#- The positions that a mart gives the items of a ranking, as a select: ranking_id, survey_code, item_code and
    computed_position. -#}
{% macro computed_ranking(ranking_id, mart_name, item, position) -%}
    select
        '{{ ranking_id }}' as ranking_id,
        survey_code,
        {{ item }} as item_code,
        {{ position }} as computed_position
    from {{ ref(mart_name) }}
{%- endmacro %}
