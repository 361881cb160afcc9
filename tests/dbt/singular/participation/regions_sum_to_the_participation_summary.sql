-- A submission that is in no region is missing from both marts alike, so the submissions themselves are counted too.
{%- set counts = ['submission_count', 'member_count'] %}

with regional as (

    select
        survey_code,
        sum(submission_count) as submission_count,
        sum(member_count) as member_count
    from {{ ref('participation_by_region') }}
    group by survey_code

),

submissions as (

    select
        survey_code,
        count(*) as submission_count
    from {{ ref('fct_submissions') }}
    where submission_state = 'counted' and respondent_kind = 'member'
    group by survey_code

)

{% for count in counts %}
select
    surveys.survey_code,
    '{{ count }}' as column_name,
    regional.{{ count }} as found,
    cast(summary.{{ count }} as string) || ' in participation_summary' as expected
from {{ ref('dim_surveys') }} as surveys
left join regional
    on surveys.survey_code = regional.survey_code
left join {{ ref('participation_summary') }} as summary
    on surveys.survey_code = summary.survey_code
where coalesce(regional.{{ count }}, -1) <> coalesce(summary.{{ count }}, -2)
union all
{% endfor %}
select
    submissions.survey_code,
    'submission_count' as column_name,
    regional.submission_count as found,
    cast(submissions.submission_count as string) || ' counted submissions of Members' as expected
from submissions
inner join regional
    on submissions.survey_code = regional.survey_code
where regional.submission_count <> submissions.submission_count
