{#- What a figure rests on: `collected`; `published` (synthetic, and the report printed this very figure);
    `illustrative` (synthetic, not printed). `is_printed` is a boolean expression, never null. -#}
{% macro figure_basis(origin_code, is_printed) -%}
    case
        when {{ origin_code }} = 'collected' then 'collected'
        when {{ is_printed }} then 'published'
        else 'illustrative'
    end
{%- endmacro %}


{#- The rows of a mart of which the report printed figures, one per survey and keys: a select to put into a CTE. A figure
    that is only inferred from what was printed is not printed. -#}
{% macro printed_keys(mart_name, measure=none) -%}
    select distinct
        survey_code,
        coalesce(key_code, '') as key_code,
        coalesce(second_key_code, '') as second_key_code
    from {{ ref('published_figures') }}
    where
        mart_name = '{{ mart_name }}'
        and not coalesce(is_inferred, false)
        {%- if measure %}
        and measure = '{{ measure }}'
        {%- endif %}
{%- endmacro %}
