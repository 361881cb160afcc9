-- One row per survey, technology that Members could cite, and measure by which it could rank: the measure, and the
-- least and the most that it could be of all Members, whatever those say that did not answer. Read by
-- flagship_variants. Both ends are whole numbers, Members or points of their scores, so that they compare exactly.

with technologies as (

    select * from {{ ref('dim_flagship_technologies') }}

),

members as (

    select * from {{ ref('shown_participation') }}

),

sums as (

    select
        *,
        case indicator_code
            when 'development_potential' then 'potential'
            when 'technology_status' then 'adoption'
            when 'flagship_choices' then 'citations'
            when 'expected_impact' then 'impact'
            when 'adoption_difficulty' then 'difficulty'
        end as measure_code
    from {{ ref('shown_sums') }}
    where region_code = '' and (indicator_code <> 'technology_status' or answer_code = 'adopted')

),

-- What is suppressed stands as if nobody had answered: anything is possible then, which gives nothing away.
answered as (

    select
        technologies.survey_code,
        technologies.technology_code,
        sums.measure_code,
        coalesce(sums.value_sum, 0) as total,
        coalesce(sums.respondent_count, 0) as respondent_count,
        greatest(members.member_count - coalesce(sums.respondent_count, 0), 0) as silent_count
    from technologies
    inner join members
        on technologies.survey_code = members.survey_code
    inner join sums
        on
            technologies.survey_code = sums.survey_code
            and technologies.technology_code = sums.item_code
    where sums.measure_code is not null

),

bounded as (

    select
        *,
        total + silent_count * case when measure_code in ('impact', 'difficulty') then 1 else 0 end as lowest,
        total + silent_count * case when measure_code in ('impact', 'difficulty') then 5 else 1 end as highest
    from answered

),

measured as (

    select
        survey_code,
        technology_code,
        measure_code,
        case
            when measure_code = 'impact' then {{ share('total', 'respondent_count') }}
            when respondent_count > 0 then cast(total as double)
        end as measure,
        lowest,
        highest
    from bounded
    where measure_code <> 'difficulty'
    union all
    -- One division, so that equal differences are equal.
    select
        impact.survey_code,
        impact.technology_code,
        'impact_less_difficulty' as measure_code,
        {{ share(
            '(impact.total * difficulty.respondent_count - difficulty.total * impact.respondent_count)',
            '(impact.respondent_count * difficulty.respondent_count)'
        ) }} as measure,
        impact.lowest - difficulty.highest as lowest,
        impact.highest - difficulty.lowest as highest
    from bounded as impact
    inner join bounded as difficulty
        on
            impact.survey_code = difficulty.survey_code
            and impact.technology_code = difficulty.technology_code
            and difficulty.measure_code = 'difficulty'
    where impact.measure_code = 'impact'

)

select * from measured
