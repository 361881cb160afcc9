{#- dbt asks DuckDB twice for the columns of a model with a contract, those of its query and those that YAML promises,
    and compares each with each. Here it is asked once, for both side by side. Where they differ dbt's own comparison
    follows, which says how. -#}
{% macro duckdb__get_assert_columns_equivalent(sql) -%}
    {%- set promised -%}
        {%- for column in model['columns'].values() -%}
            cast(null as {{ column['data_type'] }}) as {{ column['name'] }}{{ ', ' if not loop.last }}
        {%- endfor -%}
    {%- endset -%}
    {%- set both = adapter.get_column_schema_from_query(
        'select * from (' ~ sql ~ '\n) as found, (select ' ~ promised ~ ') as promised'
    ) -%}
    {%- set columns = both | map(attribute='name') | list -%}
    {%- set types = both | map(attribute='dtype') | list -%}
    {%- set half = model['columns'] | length -%}
    {%- set found = dict(zip(columns[:-half], types[:-half])) -%}
    {%- set is_kept = columns | length == 2 * half and found == dict(zip(columns[half:], types[half:])) -%}
    {{ return(none if is_kept else assert_columns_equivalent(sql)) }}
{%- endmacro %}
