-- One row per survey, mart, measure and keys: every figure of the marts that the report may have printed, as text.

with figures as (

    {{ computed_date('participation_summary', 'opened_on') }}
    union all
    {{ computed_date('participation_summary', 'deadline_on') }}
    union all
    {{ computed_date('participation_summary', 'extended_deadline_on') }}
    union all
    {{ computed_date('participation_summary', 'closed_on') }}
    union all
    {{ computed_count('participation_summary', 'submission_count') }}
    union all
    {{ computed_count('participation_summary', 'member_count') }}
    union all
    {{ computed_percent('participation_summary', 'participation_rate', 'submission_count', 'member_count') }}
    union all
    {{ computed_count('participation_summary', 'details_count') }}
    union all
    {{ computed_percent('participation_summary', 'details_share', 'details_count', 'submission_count') }}
    union all
    {{ computed_count('participation_summary', 'case_study_count') }}
    union all
    {{ computed_count('participation_summary', 'willing_count') }}
    union all
    {{ computed_percent('participation_summary', 'willing_share', 'willing_count', 'willing_respondent_count') }}
    union all
    {{ computed_count('participation_summary', 'partner_agency_count') }}
    union all
    {{ computed_count('participation_by_region', 'submission_count', 'region_code') }}
    union all
    {{ computed_count('participation_by_region', 'member_count', 'region_code') }}
    union all
    {{ computed_percent(
        'participation_by_region', 'participation_rate', 'submission_count', 'member_count', 'region_code'
    ) }}
    union all
    {{ computed_count('partner_agencies', 'submission_count', 'agency_type_code') }}
    union all
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
    union all
    {{ computed_count('technology_adoption', 'submission_count', 'technology_code', 'status_code') }}

)

select * from figures
