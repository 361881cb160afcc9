{#- What is wrong with raw answers, in the one form that every test on raw data returns and the command turns into a file
    and a row: survey_code, submission_id, question_code, item_code, column_name, found, expected. -#}


{#- The select list for a fault of one column of raw_submissions. `expected` is a SQL expression. -#}
{% macro submission_fault(column_name, expected) -%}
    raw_submissions.survey_code,
    raw_submissions.submission_id,
    cast(null as string) as question_code,
    cast(null as string) as item_code,
    '{{ column_name }}' as column_name,
    raw_submissions.{{ column_name }} as found,
    {{ expected }} as expected
{%- endmacro %}


{#- The select list for a fault of one column of raw_answers. `expected` is a SQL expression. -#}
{% macro answer_fault(column_name, expected) -%}
    raw_answers.survey_code,
    raw_answers.submission_id,
    raw_answers.question_code,
    raw_answers.item_code,
    '{{ column_name }}' as column_name,
    raw_answers.{{ column_name }} as found,
    {{ expected }} as expected
{%- endmacro %}


{#- The select list for a fault of one column of raw_need_codings, read as `codings`. Its text stands in item_code. -#}
{% macro coding_fault(column_name, expected) -%}
    codings.survey_code,
    cast(null as string) as submission_id,
    cast(null as string) as question_code,
    codings.answer as item_code,
    '{{ column_name }}' as column_name,
    codings.{{ column_name }} as found,
    {{ expected }} as expected
{%- endmacro %}


{#- Texts of a group joined with commas, in the order of another column. -#}
{% macro listed(text, order_by) -%}
    {{ return(adapter.dispatch('listed')(text, order_by)) }}
{%- endmacro %}

{% macro default__listed(text, order_by) -%}
    string_agg({{ text }}, ', ' order by {{ order_by }})
{%- endmacro %}

{% macro spark__listed(text, order_by) -%}
    listagg({{ text }}, ', ') within group (order by {{ order_by }})
{%- endmacro %}
