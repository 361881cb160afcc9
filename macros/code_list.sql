{#- A codebook seed in the shape of the mart `codes`: a select with code_list, code, names, definitions and position. -#}
{% macro code_list(seed_name, code_column, list_name=none, definition='definition') -%}
    select
        {{ list_name or "'" ~ seed_name ~ "'" }} as code_list,
        {{ code_column }} as code,
        name_en,
        name_fr,
        {{ definition }}_en as definition_en,
        {{ definition }}_fr as definition_fr,
        position
    from {{ ref(seed_name) }}
{%- endmacro %}
