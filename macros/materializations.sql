{#- How a model becomes a table or a view of DuckDB: made in the place of the one before, by one script. dbt's own ways
    make it beside the one before, rename and drop, and each step costs more than a small model. Hooks, grants, indexes
    and comments are left out, because no model here has any. -#}
{% materialization table, adapter='duckdb' -%}
    {%- set table = this.incorporate(type='table') -%}
    {%- set columns = none -%}
    {%- if config.get('contract').enforced -%}
        {{ get_assert_columns_equivalent(sql) }}
        {%- set columns = get_table_columns_and_constraints() -%}
    {%- endif -%}
    {%- call statement('main', auto_begin=false) -%}
        {{ made_in_place(table, sql, columns) }}
    {%- endcall -%}
    {{ return({'relations': [table]}) }}
{%- endmaterialization %}


{% materialization view, adapter='duckdb' -%}
    {%- set view = this.incorporate(type='view') -%}
    {%- call statement('main', auto_begin=false) -%}
        {{ made_in_place(view, sql) }}
    {%- endcall -%}
    {{ return({'relations': [view]}) }}
{%- endmaterialization %}


{#- The script that makes a table or view of a query. One statement is a transaction; where there are more, they are
    made one, which is rolled back where one of them fails: dbt then closes the connection. -#}
{% macro made_in_place(relation, query, columns=none) -%}
    {%- set replaced = load_cached_relation(relation) -%}
    {%- set is_of_other_type = replaced is not none and replaced.type != relation.type -%}
    {%- set is_transaction = columns is not none or is_of_other_type -%}
    {%- if is_transaction %}
    begin;
    {%- endif %}
    {%- if is_of_other_type %}
    drop {{ replaced.type }} {{ replaced }};
    {%- endif %}
    {%- if columns is none %}
    create or replace {{ relation.type }} {{ relation }} as (
        {{ query }}
    );
    {%- else %}
    create or replace table {{ relation }} {{ columns }};
    insert into {{ relation }} by name (
        {{ query }}
    );
    {%- endif %}
    {%- if is_transaction %}
    commit;
    {%- endif %}
{%- endmacro %}
