-- Two readings of one rule. Nulls are values here: a selection that is open is something else than no.
{%- set outcome %}
        'rank ' || coalesce(cast(group_rank as string), 'none')
        || ', selected ' || coalesce(cast(is_selected as string), 'open')
{%- endset %}

with of_the_rule as (

    select
        survey_code,
        flagship_group_code,
        {{ outcome }} as outcome
    from {{ ref('flagship_robustness') }}
    where is_report_rule

),

published as (

    select distinct
        survey_code,
        flagship_group_code,
        {{ outcome }} as outcome
    from {{ ref('flagship_selection') }}

)

select
    coalesce(of_the_rule.survey_code, published.survey_code) as survey_code,
    coalesce(of_the_rule.flagship_group_code, published.flagship_group_code) as flagship_group_code,
    coalesce(of_the_rule.outcome, 'no row') as found,
    coalesce(published.outcome, 'no row') || ', as in flagship_selection' as expected
from of_the_rule
full join published
    on
        of_the_rule.survey_code = published.survey_code
        and of_the_rule.flagship_group_code = published.flagship_group_code
where coalesce(of_the_rule.outcome, 'no row') <> coalesce(published.outcome, 'no row')
