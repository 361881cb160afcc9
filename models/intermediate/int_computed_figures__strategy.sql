-- One row per survey, mart, measure and key: the figures of section II as the marts have them.

with figures as (

    {{ computed_count('it_strategy', 'yes_count') }}
    union all
    {{ computed_count('it_strategy', 'respondent_count') }}
    union all
    {{ computed_percent('it_strategy', 'yes_share', 'yes_count', 'respondent_count') }}
    union all
    {{ computed_count('maturity_distribution', 'submission_count', 'cast(maturity_level as string)') }}
    union all
    {{ computed_percent(
        'maturity_distribution', 'share', 'submission_count', 'respondent_count', 'cast(maturity_level as string)'
    ) }}

)

select * from figures
