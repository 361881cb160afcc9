-- A coding has no submission: its text stands in item_code, where the command looks for the row.
with codings as (

    select
        survey_code,
        answer,
        need_code
    from ({{ raw_rows('raw_need_codings') }})

),

needs as (

    select 'one of ' || {{ listed('need_code', 'position') }} as expected
    from {{ ref('needs') }}

)

select
    {{ coding_fault('survey_code', "'a survey of the codebook'") }}
from codings
left join {{ ref('surveys') }} as surveys
    on codings.survey_code = surveys.survey_code
where surveys.survey_code is null
union all
select
    {{ coding_fault('answer', "'the free text that is coded, without a space before or after it'") }}
from codings
where codings.answer is null or {{ has_outer_space('codings.answer') }}
union all
select
    {{ coding_fault('need_code', 'needs.expected') }}
from codings
cross join needs
left join {{ ref('needs') }} as known
    on codings.need_code = known.need_code
where known.need_code is null
union all
select
    codings.survey_code,
    cast(null as string) as submission_id,
    cast(null as string) as question_code,
    codings.answer as item_code,
    'answer' as column_name,
    codings.answer as found,
    'one row per survey and text, not ' || cast(count(*) as string) as expected
from codings
where codings.answer is not null
group by codings.survey_code, codings.answer
having count(*) > 1
