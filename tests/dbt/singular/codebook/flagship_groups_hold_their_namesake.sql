-- Readers see a group under the name of its technology: what is selected as Drones has to be drones, among others.
select
    rules.survey_code,
    rules.technology_code,
    rules.flagship_group_code as found,
    'a technology that is in the group of its own name, as ' || rules.flagship_group_code || ' is not' as expected
from {{ ref('flagship_rules') }} as rules
left join {{ ref('flagship_rules') }} as namesake
    on
        rules.survey_code = namesake.survey_code
        and rules.flagship_group_code = namesake.technology_code
where
    namesake.flagship_group_code is null
    or namesake.flagship_group_code <> rules.flagship_group_code
