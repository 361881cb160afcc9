-- One row per case of a macro that engines write differently: what the macro gives there, and what it should give.
-- Data that passes its tests has none of the odd values on which engines part; these cases do. No table is read.

with unordered as (

    select 'second' as code, 2 as position
    union all
    select 'first' as code, 1 as position

),

days as (

    select {{ each_day("date '2024-02-28'", "date '2024-03-01'") }} as day

),

one_day as (

    select {{ each_day("date '2024-04-17'", "date '2024-04-17'") }} as day

),

cases as (

    {%- set newline = 'chr(10)' -%}
    {%- set no_break_space = 'chr(160)' -%}
    {%- set a_table = {
        'columns': ['answer'], 'files': ['/a.parquet'], 'folders': [{'pattern': '/a.parquet', 'values': {}}]
    } -%}
    {%- set of_the_day = "'2024-05-06T" %}
    {%- for name, given, expected in [
        ('days_since_epoch of a date', days_since_epoch("date '2024-04-17'"), '19830'),
        ('days_since_epoch of nothing', days_since_epoch('cast(null as date)'), 'null'),
        ('integer_quotient leaves the remainder out', integer_quotient('7', '2'), '3'),
        ('integer_quotient of a multiple', integer_quotient('8', '2'), '4'),
        ('matches finds a part', matches("'abc'", 'b'), 'true'),
        ('matches is anchored at the start', matches("'abc'", '^b'), 'false'),
        ('matches is anchored at the end', matches("'abc'", 'b$'), 'false'),
        ('matches takes no newline for the end', matches("'abc' || " ~ newline, '^abc$'), 'false'),
        ('matches of nothing', matches('cast(null as string)', '^abc$'), 'null'),
        ('has_outer_space sees a newline', has_outer_space("'a' || " ~ newline), 'true'),
        ('has_outer_space sees a no-break space', has_outer_space(no_break_space ~ " || 'a'"), 'true'),
        ('has_outer_space leaves inner spaces', has_outer_space("'a b'"), 'false'),
        ('utc_timestamp with Z', utc_timestamp(of_the_day ~ "23:59:59Z'"), '2024-05-06 23:59:59'),
        ('utc_timestamp with +00:00', utc_timestamp(of_the_day ~ "09:30:00.5+00:00'"), '2024-05-06 09:30:00.5'),
        ('utc_timestamp of hour 24', utc_timestamp(of_the_day ~ "24:00:00Z'"), 'null'),
        ('utc_timestamp of second 60', utc_timestamp(of_the_day ~ "09:30:60Z'"), 'null'),
        ('utc_timestamp of no time zone', utc_timestamp(of_the_day ~ "09:30:00'"), 'null'),
        ('utc_timestamp with a newline', utc_timestamp(of_the_day ~ "09:30:00Z' || " ~ newline), 'null'),
        ('utc_timestamp of a day that is not', utc_timestamp("'2023-02-29T09:30:00Z'"), 'null'),
        ('without_time_zone of UTC', without_time_zone(of_the_day ~ "09:30:00+00:00'"), '2024-05-06 09:30:00'),
        ('without_time_zone of nothing', without_time_zone('cast(null as string)'), 'null'),
        ('text_or_empty of a text', text_or_empty("'a'"), 'a'),
        ('text_or_empty of nothing', "'[' || " ~ text_or_empty('cast(null as string)') ~ " || ']'", '[]'),
        ('plain_timestamp has no time zone', "cast('2024-05-06 09:30:00' as " ~ plain_timestamp() ~ ")",
            '2024-05-06 09:30:00'),
        ('whole_percent rounds half up', whole_percent('23', '40'), '58'),
        ('share of nothing', share('0', '0'), 'null'),
        ('parquet_table names the file', "'" ~ ('/a.parquet' in parquet_table(a_table)) ~ "'", 'True'),
        ('spark_partition_value of nothing', 'coalesce(' ~ spark_partition_value(none) ~ ", 'null')", 'null'),
        ('quoted_texts doubles a quote', quoted_texts(["it's"]), "it''s"),
    ] %}
    select '{{ name }}' as macro_case, cast({{ given }} as string) as found, '{{ expected }}' as expected
    union all
    {%- endfor %}
    select 'listed is in order' as macro_case, {{ listed('code', 'position') }} as found, 'first, second' as expected
    from unordered
    union all
    select 'each_day has both ends and 29 February' as macro_case, cast(count(*) as string) as found, '3' as expected
    from days
    where day between date '2024-02-28' and date '2024-03-01'
    union all
    select 'each_day of one day' as macro_case, cast(max(day) as string) as found, '2024-04-17' as expected
    from one_day

)

select macro_case, coalesce(found, 'null') as found, expected
from cases
