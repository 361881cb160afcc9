-- Each figure of all Members but participation and details: the same number and base, and a reweighted one.
with national as (

    select * from {{ ref('indicators') }}
    where region_code = 'ALL' and indicator_code not in ('participation', 'details')

),

compared as (

    select
        coalesce(national.survey_code, reweighted.survey_code) as survey_code,
        coalesce(national.indicator_code, reweighted.indicator_code) as indicator_code,
        coalesce(national.item_code, reweighted.item_code) as item_code,
        coalesce(national.answer_code, reweighted.answer_code) as answer_code,
        case
            when reweighted.survey_code is null then 'no row'
            when reweighted.is_suppressed then 'suppressed'
            else
                coalesce(cast(reweighted.value as string), 'nothing')
                || ' of ' || coalesce(cast(reweighted.respondent_count as string), 'nothing')
                || case when reweighted.reweighted_value is null then ', not reweighted' else ', reweighted' end
        end as found,
        case
            when national.survey_code is null then 'no row'
            when reweighted.is_suppressed then 'suppressed'
            else
                coalesce(cast(national.value as string), 'nothing')
                || ' of ' || coalesce(cast(national.respondent_count as string), 'nothing')
                || case
                    when national.respondent_count > 0 and reweighted.covered_member_count > 0 then ', reweighted'
                    else ', not reweighted'
                end
        end as expected
    from national
    full join {{ ref('reweighted_indicators') }} as reweighted
        on
            national.survey_code = reweighted.survey_code
            and national.indicator_code = reweighted.indicator_code
            and national.item_code = reweighted.item_code
            and national.answer_code = reweighted.answer_code

)

select * from compared
where found <> expected
