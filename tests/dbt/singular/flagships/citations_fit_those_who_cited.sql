with citations as (

    select
        survey_code,
        sum(citation_count) as citation_count,
        max(citation_respondent_count) as respondent_count
    from {{ ref('flagship_selection') }}
    group by survey_code

)

select
    citations.survey_code,
    citations.citation_count as found,
    'from 1 to ' || cast(questions.maximum_choices as string) || ' of each of '
    || cast(citations.respondent_count as string) || ' who cited' as expected
from citations
cross join {{ ref('questions') }} as questions
where
    questions.question_code = 'flagship_choice'
    and citations.citation_count not between
    citations.respondent_count and citations.respondent_count * questions.maximum_choices
