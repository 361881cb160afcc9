{#- Indicator, mart, region, item, answer, count, base and value of a wide mart, as SQL expressions. Where the mart
    shows no base, base is none; where it shows no value, it is worked out. -#}
{%- set wide_marts = [
    ('participation', 'participation_summary', none, none, none,
        'submission_count', 'member_count', 'participation_rate'),
    ('participation', 'participation_by_region', 'region_code', none, none,
        'submission_count', 'member_count', 'participation_rate'),
    ('details', 'participation_summary', none, none, none, 'details_count',
        'case when details_count is not null then submission_count end', 'details_share'),
    ('case_study_files', 'participation_summary', none, none, "'yes'", 'case_study_count', none, none),
    ('willing_to_share', 'participation_summary', none, none, "'yes'",
        'willing_count', 'willing_respondent_count', 'willing_share'),
    ('contact_points', 'participation_summary', none, none, "'yes'", 'contact_point_count', none, none),
    ('case_study_offers', 'case_study_offers', none, 'technology_code', "'yes'",
        'submission_count', 'respondent_count', none),
    ('it_strategy', 'it_strategy', none, none, "'yes'", 'yes_count', 'respondent_count', 'yes_share'),
    ('it_strategy', 'it_strategy_by_region', 'region_code', none, "'yes'",
        'yes_count', 'respondent_count', 'yes_share'),
    ('maturity', 'maturity_distribution', none, none, 'cast(maturity_level as string)',
        'submission_count', 'respondent_count', 'share'),
    ('maturity', 'maturity_by_region', 'region_code', none, 'cast(maturity_level as string)',
        'submission_count', 'respondent_count', 'share'),
    ('technology_status', 'technology_adoption', none, 'technology_code', 'status_code',
        'submission_count', 'respondent_count', 'share'),
    ('technology_status', 'technology_adoption_by_region', 'region_code', 'technology_code', 'status_code',
        'submission_count', 'respondent_count', 'share'),
    ('development_potential', 'development_potential', none, 'technology_code', none,
        'potential_count', 'respondent_count', none),
    ('expected_impact', 'impact_difficulty', none, 'technology_code', none,
        none, 'impact_respondent_count', 'impact_mean'),
    ('expected_impact', 'impact_difficulty_by_region', 'region_code', 'technology_code', none,
        none, 'impact_respondent_count', 'impact_mean'),
    ('adoption_difficulty', 'impact_difficulty', none, 'technology_code', none,
        none, 'difficulty_respondent_count', 'difficulty_mean'),
    ('adoption_difficulty', 'impact_difficulty_by_region', 'region_code', 'technology_code', none,
        none, 'difficulty_respondent_count', 'difficulty_mean'),
    ('performance_contribution', 'performance_contribution', none, 'dimension_code', "'yes'",
        'submission_count', 'respondent_count', 'share'),
    ('performance_contribution', 'performance_contribution_by_region', 'region_code', 'dimension_code', "'yes'",
        'submission_count', 'respondent_count', 'share'),
    ('capacity_building_needs', 'capacity_building_needs', none, 'need_code', "'yes'",
        'submission_count', 'respondent_count', 'share'),
    ('capacity_building_needs', 'capacity_building_needs_by_region', 'region_code', 'need_code', "'yes'",
        'submission_count', 'respondent_count', 'share'),
    ('flagship_choices', 'flagship_selection', none, 'technology_code', "'yes'",
        'citation_count', 'citation_respondent_count', none),
] %}

with wide as (

    {%- for indicator, mart, region, item, answer, count, base, value in wide_marts %}
    select
        survey_code,
        {{ region or "'ALL'" }} as region_code,
        '{{ indicator }}' as indicator_code,
        {{ item or "''" }} as item_code,
        {{ answer or "''" }} as answer_code,
        cast({{ count or 'null' }} as integer) as submission_count,
        cast({{ base or 'null' }} as integer) as respondent_count,
        {{ value or (share(count, base) if base else 'cast(null as double)') }} as value,
        {#- A wide mart of all Members is null where it is suppressed, and where the survey did not ask. #}
        {{ 'is_suppressed' if region else (count or base) ~ ' is null' }} as is_suppressed,
        {{ 'true' if base else 'false' }} as has_base
    from {{ ref(mart) }}
    {%- if region %}
    where {{ count or base }} is not null or is_suppressed
    {%- endif %}
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

compared as (

    select
        coalesce(wide.survey_code, long.survey_code) as survey_code,
        coalesce(wide.region_code, long.region_code) as region_code,
        coalesce(wide.indicator_code, long.indicator_code) as indicator_code,
        coalesce(wide.item_code, long.item_code) as item_code,
        coalesce(wide.answer_code, long.answer_code) as answer_code,
        long.survey_code is null and wide.is_suppressed as may_not_be_asked,
        concat_ws(
            ' ',
            cast(long.is_suppressed as string),
            coalesce(cast(long.submission_count as string), 'nothing'),
            case when wide.has_base then coalesce(cast(long.respondent_count as string), 'nothing') end,
            case when wide.has_base then coalesce(cast(long.value as string), 'nothing') end
        ) as found,
        concat_ws(
            ' ',
            cast(wide.is_suppressed as string),
            coalesce(cast(wide.submission_count as string), 'nothing'),
            case when wide.has_base then coalesce(cast(wide.respondent_count as string), 'nothing') end,
            case when wide.has_base then coalesce(cast(wide.value as string), 'nothing') end
        ) as expected
    from wide
    full outer join {{ ref('indicators') }} as long
        on
            wide.survey_code = long.survey_code
            and wide.region_code = long.region_code
            and wide.indicator_code = long.indicator_code
            and wide.item_code = long.item_code
            and wide.answer_code = long.answer_code

)

select
    survey_code,
    region_code,
    indicator_code,
    item_code,
    answer_code,
    'is_suppressed, submission_count, respondent_count, value' as column_name,
    found,
    expected
from compared
where found <> expected and not may_not_be_asked
