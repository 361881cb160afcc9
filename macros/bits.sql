{#- A whole number of which one bit is set: that of a position, counted round after 62. For sets with `bit_or`. -#}
{% macro one_bit(position) -%}
    {{ return(adapter.dispatch('one_bit')(position)) }}
{%- endmacro %}

{% macro default__one_bit(position) -%}
    (cast(1 as bigint) << cast({{ position }} % 62 as integer))
{%- endmacro %}

{% macro spark__one_bit(position) -%}
    shiftleft(cast(1 as bigint), cast({{ position }} % 62 as integer))
{%- endmacro %}
