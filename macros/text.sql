{#- Whether a text begins or ends with a space of any kind, no-break spaces included; null where it is null. -#}
{% macro has_outer_space(text) -%}
    {{ matches(text, '^[\\s\\p{Z}]|[\\s\\p{Z}]$') }}
{%- endmacro %}


{#- Whether a text matches a regular expression somewhere (anchor it to match the whole). -#}
{% macro matches(text, pattern) -%}
    {{ return(adapter.dispatch('matches')(text, pattern)) }}
{%- endmacro %}

{% macro default__matches(text, pattern) -%}
    regexp_matches({{ text }}, '{{ pattern }}')
{%- endmacro %}

{#- In Java a closing $ matches before a final newline too; \z matches at the end alone, as DuckDB's $ does. -#}
{% macro spark__matches(text, pattern) -%}
    {{ text }} rlike r'{{ pattern[:-1] ~ '\\z' if pattern.endswith('$') else pattern }}'
{%- endmacro %}


{#- A text, or an empty one where it is null: `coalesce`, in a form that DuckDB works out once for each different value
    of a Parquet file and not once for each row. -#}
{% macro text_or_empty(text) -%}
    {{ return(adapter.dispatch('text_or_empty')(text)) }}
{%- endmacro %}

{% macro default__text_or_empty(text) -%}
    concat({{ text }}, '')
{%- endmacro %}

{% macro spark__text_or_empty(text) -%}
    coalesce({{ text }}, '')
{%- endmacro %}
