-- Means rest on the values: a wrong one would shift them without a trace.
select
    answer_scale_code,
    answer_code,
    answer_value as found,
    answer_code || ', as the code says' as expected
from {{ ref('answer_options') }}
where answer_value is not null and cast(answer_value as string) <> answer_code
