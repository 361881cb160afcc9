{#- The rows of a raw table, as a select: those of its seed, and those that lie as Parquet. `smart-customs build` names
    the Parquet tables in an environment variable, with the surveys of each that a later raw folder replaces; see
    docs/decisions/0011. It is read when a statement runs and not when dbt parses the project, which would otherwise
    parse every statement with it again whenever the files change, and lose what YAML says of a test. Whoever reads
    answers twice calls it twice: a CTE that is read twice is held in memory by DuckDB, every column of every row. -#}
{% macro raw_rows(raw_name) -%}
    {%- set tables = fromjson(env_var('SMART_CUSTOMS_PARQUET', '{}')).get(raw_name, []) if execute else [] -%}
    select * from {{ ref(raw_name) }}
    {%- for table in tables %}
    union all
    select
        {%- for column in table['columns'] %}
        {{ 'nullif(' ~ column ~ ", '') as " ~ column if table['has_empty_texts'] else column }}
        {{- ',' if not loop.last }}
        {%- endfor %}
    from {{ parquet_table(table) }}
    {%- if table['replaced_surveys'] %}
    where coalesce(survey_code, '') not in ({{ quoted_texts(table['replaced_surveys']) }})
    {%- endif %}
    {%- endfor %}
{%- endmacro %}


{#- A Parquet file, or a folder of Parquet files whose subfolders may be partitions, to stand after `from`. -#}
{% macro parquet_table(table) -%}
    {{ return(adapter.dispatch('parquet_table')(table)) }}
{%- endmacro %}

{% macro default__parquet_table(table) -%}
    read_parquet([{{ quoted_texts(table['files']) }}], hive_partitioning = true, hive_types_autocast = false)
{%- endmacro %}

{#- Folder by folder, with what its name says of its rows: Spark takes the values of partitions for numbers where they
    look like some, and passes over the files in folders that are no partitions. -#}
{% macro spark__parquet_table(table) -%}
    (
    {%- for folder in table['folders'] %}
        select
            {%- for column in table['columns'] %}
            {{ spark_partition_value(folder['values'][column]) ~ ' as ' if column in folder['values'] }}
            {{- column }}{{ ',' if not loop.last }}
            {%- endfor %}
        from parquet.`{{ folder['pattern'] | replace('`', '``') }}`
        {{ 'union all' if not loop.last }}
    {%- endfor %}
    )
{%- endmacro %}

{#- The value of a partition as a text of Spark, in which a backslash escapes. -#}
{% macro spark_partition_value(value) -%}
    {{ 'cast(null as string)' if value is none else quoted_texts([value | replace('\\', '\\\\')]) }}
{%- endmacro %}


{#- Texts as literals with commas between them. -#}
{% macro quoted_texts(texts) -%}
    {%- for text in texts -%}
        '{{ text | replace("'", "''") }}'{{ ', ' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}
