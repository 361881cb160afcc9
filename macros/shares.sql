{#- A fraction from 0 to 1, unrounded; null where the base is 0 (DuckDB's 0/0 is NaN, which range checks let through). -#}
{% macro share(numerator, base) -%}
    case when {{ base }} > 0 then cast({{ numerator }} as double) / {{ base }} end
{%- endmacro %}


{#- The share as a whole percent, half up, in integers: floating point gets 23 of 40 (57.5) wrong. Null where the
    base is 0. -#}
{% macro whole_percent(numerator, base) -%}
    case
        when {{ base }} > 0
            then cast({{ integer_quotient('(200 * ' ~ numerator ~ ' + ' ~ base ~ ')', '(2 * ' ~ base ~ ')') }} as integer)
    end
{%- endmacro %}


{#- The quotient without its remainder, for non-negative integers. -#}
{% macro integer_quotient(numerator, divisor) -%}
    {{ return(adapter.dispatch('integer_quotient')(numerator, divisor)) }}
{%- endmacro %}

{% macro default__integer_quotient(numerator, divisor) -%}
    {{ numerator }} // {{ divisor }}
{%- endmacro %}

{% macro spark__integer_quotient(numerator, divisor) -%}
    {{ numerator }} div {{ divisor }}
{%- endmacro %}


{#- The sum of fractions from 0 to 5, as whole numbers of 1e-15: sums of floating-point numbers depend on their order, and
    on the engine. Rounded down, so that shares of everybody come to 1 at most. -#}
{% macro exact_sum(term) -%}
    cast(sum(cast(floor(({{ term }}) * 1e15) as bigint)) as double) / 1e15
{%- endmacro %}
