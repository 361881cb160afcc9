{#- A model's schema is the one it is given, without the target's name before it: analysts read `marts`, not
    `main_marts`. -#}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ target.schema if custom_schema_name is none else custom_schema_name | trim }}
{%- endmacro %}
