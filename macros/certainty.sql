{#- What the certainty of a figure is made of; docs/statistics.md has the formulas and their sources. Numbers are
    written with an exponent, which makes them doubles on every engine. -#}

{#- Above it lies 2.5 % of the normal distribution: an interval of so many errors to both sides holds 95 %. -#}
{% macro critical_value() -%}
    1.959963984540054e0
{%- endmacro %}


{#- The point of the normal distribution above which lies a share of it, from 1e-10 to 0.05: the outer branch of
    algorithm AS 241 (Wichura 1988), exact to 1e-15. Coefficients from the constant on. -#}
{% macro upper_normal_point(share) -%}
    {%- set numerator = [
        '1.42343711074968357734e0', '4.63033784615654529590e0', '5.76949722146069140550e0',
        '3.64784832476320460504e0', '1.27045825245236838258e0', '2.41780725177450611770e-1',
        '2.27238449892691845833e-2', '7.74545014278341407640e-4',
    ] -%}
    {%- set denominator = [
        '1e0', '2.05319162663775882187e0', '1.67638483018380384940e0', '6.89767334985100004550e-1',
        '1.48103976427480074590e-1', '1.51986665636164571966e-2', '5.47593808499534494600e-4',
        '1.05075007164441684324e-9',
    ] -%}
    {%- set radius = '(sqrt(-ln(' ~ share ~ ')) - 1.6e0)' -%}
    {{ polynomial(numerator, radius) }} / {{ polynomial(denominator, radius) }}
{%- endmacro %}


{#- A polynomial by Horner's rule. -#}
{% macro polynomial(coefficients, variable) -%}
    {%- set horner = namespace(sql=coefficients[-1]) -%}
    {%- for coefficient in coefficients[:-1] | reverse -%}
        {%- set horner.sql = '(' ~ horner.sql ~ ' * ' ~ variable ~ ' + ' ~ coefficient ~ ')' -%}
    {%- endfor -%}
    {{ horner.sql }}
{%- endmacro %}


{#- The lower (sign -) or upper (+) end of an interval that holds the figure of all Members in 95 % of samples, as an
    expression over figure_certainty: for shares Wilson's, with (answered - 1) / silent_share in the place of the number
    of answers, multiplied out so that silent_share may be 0. -#}
{% macro interval_end(sign) -%}
    {%- set z = critical_value() -%}
    case
        when silent = 0 then figure
        when is_mean then figure {{ sign }} {{ z }} * standard_error
        else
            (
                (answered - 1) * figure + {{ z }} * {{ z }} / 2 * silent_share
                {{ sign }} {{ z }} * sqrt(
                    silent_share * ((answered - 1) * figure * (1 - figure) + {{ z }} * {{ z }} / 4 * silent_share)
                )
            ) / (answered - 1 + {{ z }} * {{ z }} * silent_share)
    end
{%- endmacro %}


{#- The most that the standard error of the difference of two figures can be. Where the same respondents were asked, that
    depends on how many chose one of the two alone, and these are at most as many as both margins allow. -#}
{% macro error_of_difference(one, other) -%}
    {%- set answered = 'cast(' ~ one ~ '.respondent_count as double)' -%}
    {%- set both = one ~ '.value_sum + ' ~ other ~ '.value_sum' -%}
    {%- set difference = '(' ~ one ~ '.value_sum - ' ~ other ~ '.value_sum)' -%}
    case
        when not {{ one }}.has_common_base then {{ one }}.standard_error + {{ other }}.standard_error
        when {{ one }}.silent_share = 0 then 0e0
        when {{ one }}.respondent_count > 1
            then
                sqrt(
                    {{ one }}.silent_share
                    * ({{ answered }} * least({{ both }}, 2 * {{ one }}.respondent_count - ({{ both }}))
                    - {{ difference }} * {{ difference }})
                    / ({{ answered }} * {{ answered }} * ({{ answered }} - 1))
                )
    end
{%- endmacro %}


{#- How many rows of a group are so. -#}
{% macro count_where(condition) -%}
    sum(case when {{ condition }} then 1 else 0 end)
{%- endmacro %}


{#- An end of the range of a rank; null where there is no rank. -#}
{% macro rank_end(rank) -%}
    case when figures.figure_rank is not null then cast({{ rank }} as integer) end
{%- endmacro %}


{#- What the columns are called that say how certain a figure is: how many answered, within which bounds it lies. In
    models of certainty they have no name of a figure before them. -#}
{% macro certainty_names(figure='', prefix='', has_rates=true) -%}
    {%- set names = [prefix ~ 'item_response_rate', prefix ~ 'member_response_rate'] if has_rates else [] -%}
    {%- for name in ['lowest_possible', 'highest_possible', 'standard_error', 'low', 'high'] -%}
        {%- do names.append(figure ~ '_' ~ name if figure else name) -%}
    {%- endfor -%}
    {{ return(names) }}
{%- endmacro %}


{#- The same of a rank. -#}
{% macro rank_range_names(prefix='') -%}
    {{ return([
        prefix ~ 'rank_from', prefix ~ 'rank_to', prefix ~ 'rank_best_possible', prefix ~ 'rank_worst_possible'
    ]) }}
{%- endmacro %}


{#- Columns of a source for a select list, under other names where they are given. -#}
{% macro columns_as(source, columns, names=none) -%}
    {%- for column in columns %}
    {{ source }}.{{ column }}{{ ' as ' ~ names[loop.index0] if names }}{{ ',' if not loop.last }}
    {%- endfor %}
{%- endmacro %}
