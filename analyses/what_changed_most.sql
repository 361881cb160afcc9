-- One row per figure of all Members that the last two rounds have: how far it moved, most first. Where there is one
-- round, its figures stand alone.

select
    latest.indicator_code,
    latest.item_code,
    latest.answer_code,
    latest.unit_code,
    latest.value,
    latest.value_basis,
    previous.value as previous_value,
    previous.value_basis as previous_value_basis,
    latest.value - previous.value as change
from {{ ref('indicators') }} as latest
inner join {{ ref('survey_rounds') }} as rounds
    on latest.survey_code = rounds.survey_code and rounds.is_latest
left join {{ ref('indicators') }} as previous
    on
        rounds.previous_survey_code = previous.survey_code
        and latest.region_code = previous.region_code
        and latest.indicator_code = previous.indicator_code
        and latest.item_code = previous.item_code
        and latest.answer_code = previous.answer_code
where latest.region_code = 'ALL' and (rounds.previous_survey_code is null or previous.survey_code is not null)
order by
    abs(latest.value - previous.value) desc nulls last,
    latest.indicator_code,
    latest.item_code asc,
    latest.answer_code asc
