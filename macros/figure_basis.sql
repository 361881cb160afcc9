{#- What a figure of a mart rests on: `collected`; `published` (synthetic, and the report printed this very figure);
    `illustrative` (synthetic, not printed). For a select from the CTE `surveys` (dim_surveys) and, joined by its keys, a
    CTE of printed_figures(). Without a measure it is of a figure that no printed one can be. -#}
{% macro figure_basis(measure=none, printed='printed') -%}
    case
        when surveys.origin_code = 'collected' then 'collected'
        {%- if measure %}
        when array_contains({{ printed }}.measures, '{{ measure }}') then 'published'
        {%- endif %}
        else 'illustrative'
    end
{%- endmacro %}


{#- What the report printed of a mart, as a select to put into a CTE: a row per survey and keys, with the measures of
    which it printed a figure. One that is only inferred from what was printed is not printed. -#}
{% macro printed_figures(mart_name) -%}
    select
        survey_code,
        coalesce(key_code, '') as key_code,
        coalesce(second_key_code, '') as second_key_code,
        array_agg(measure) as measures
    from {{ ref('published_figures') }}
    where mart_name = '{{ mart_name }}' and not coalesce(is_inferred, false)
    group by survey_code, coalesce(key_code, ''), coalesce(second_key_code, '')
{%- endmacro %}
