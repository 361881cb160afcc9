-- A group of the rules where technologies are folded, and otherwise each technology; of surveys that anybody answered.
with expected as (

    select distinct
        technologies.survey_code,
        variants.variant_code,
        case
            when variants.is_folded then technologies.flagship_group_code else technologies.technology_code
        end as flagship_group_code
    from {{ ref('dim_flagship_technologies') }} as technologies
    inner join {{ ref('dim_surveys') }} as surveys
        on technologies.survey_code = surveys.survey_code
    cross join {{ ref('flagship_rule_variants') }} as variants

)

select
    coalesce(expected.survey_code, robustness.survey_code) as survey_code,
    coalesce(expected.variant_code, robustness.variant_code) as variant_code,
    coalesce(expected.flagship_group_code, robustness.flagship_group_code) as flagship_group_code,
    case when robustness.survey_code is null then 'no row' else 'a row' end as found,
    case when expected.survey_code is null then 'no row' else 'a row' end as expected
from expected
full join {{ ref('flagship_robustness') }} as robustness
    on
        expected.survey_code = robustness.survey_code
        and expected.variant_code = robustness.variant_code
        and expected.flagship_group_code = robustness.flagship_group_code
where expected.survey_code is null or robustness.survey_code is null
