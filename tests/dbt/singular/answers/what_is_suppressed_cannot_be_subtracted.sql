-- Looks at what came out, not at how: safe_region_counts works out how many regions to suppress. What nobody gave
-- in any region cannot be kept, and means show no single count.
with regional as (

    select
        survey_code,
        question_code,
        item_code,
        answer_code,
        coalesce(sum(submission_count), 0) as shown_count,
        count(distinct case when is_suppressed then region_code end) as suppressed_region_count
    from {{ ref('shown_answer_counts') }}
    where region_code <> ''
    group by survey_code, question_code, item_code, answer_code

)

select
    national.survey_code,
    national.question_code,
    national.item_code,
    national.answer_code,
    case
        when regional.suppressed_region_count = 1 then '1 region suppressed'
        else '0 left of ' || cast(national.submission_count as string)
    end as found,
    'two regions suppressed or more, and something left for them' as expected
from {{ ref('shown_answer_counts') }} as national
inner join {{ ref('shown_answers') }} as shown_answers
    on
        national.question_code = shown_answers.question_code
        and national.answer_code = shown_answers.answer_code
inner join regional
    on
        national.survey_code = regional.survey_code
        and national.question_code = regional.question_code
        and national.item_code = regional.item_code
        and national.answer_code = regional.answer_code
where
    national.region_code = ''
    and (
        regional.suppressed_region_count = 1
        or (
            regional.suppressed_region_count > 1
            and shown_answers.is_given_shown
            and national.submission_count > 0
            and regional.shown_count >= national.submission_count
        )
    )
