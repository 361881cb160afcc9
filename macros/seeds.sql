{#- Loads the rows of a seed on Spark from its file in one statement; dbt-spark itself casts value by value, which takes
    minutes. An empty value, quoted or not, is null, as DuckDB's reader has it. The file is named as seen from the
    project's folder, where dbt runs. -#}
{% macro spark__load_csv_rows(model, agate_table) -%}
    {%- set types = model['config']['column_types'] -%}
    {%- set columns = agate_table.column_names -%}
    {#- A name of its own, because seeds load side by side in one session. -#}
    {%- set rows_of_file = this.identifier ~ '_file' -%}
    {%- set read_file -%}
        create or replace temporary view {{ rows_of_file }} (
            {%- for column in columns %}{{ column }} string{{ ', ' if not loop.last }}{% endfor -%}
        )
        using csv options (
            path '{{ model['original_file_path'] }}',
            header 'true',
            enforceSchema 'false',
            multiLine 'true',
            quote '"',
            escape '"',
            mode 'FAILFAST'
        )
    {%- endset -%}
    {%- set load_rows -%}
        insert into {{ this.render() }}
        select
            {%- for column in columns %}
            cast(nullif({{ column }}, '') as {{ types[column] }}){{ ',' if not loop.last }}
            {%- endfor %}
        from {{ rows_of_file }}
    {%- endset -%}
    {%- do adapter.add_query(read_file, abridge_sql_log=True) -%}
    {%- do adapter.add_query(load_rows, abridge_sql_log=True) -%}
    {{ return(load_rows) }}
{%- endmacro %}
