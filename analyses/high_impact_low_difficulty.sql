-- One row per technology: in which quarter of the field it lies, of impact above or below the middle and of difficulty
-- above or below the middle. The middle is the median technology, for the scale has no absolute meaning.

with technologies as (

    select * from {{ ref('impact_difficulty') }}
    where survey_code = (
        select rounds.survey_code from {{ ref('survey_rounds') }} as rounds
        where rounds.is_latest
    )

),

middle as (

    select
        median(impact_mean) as impact,
        median(difficulty_mean) as difficulty
    from technologies

)

select
    technologies.technology_code,
    technologies.technology_name_en,
    technologies.impact_mean,
    technologies.difficulty_mean,
    case
        when technologies.impact_mean >= middle.impact and technologies.difficulty_mean < middle.difficulty
            then 'start here'
        when technologies.impact_mean >= middle.impact then 'worth the effort'
        when technologies.difficulty_mean < middle.difficulty then 'easy, and of less effect'
        else 'not now'
    end as quarter
from technologies
cross join middle
order by technologies.impact_mean - technologies.difficulty_mean desc
