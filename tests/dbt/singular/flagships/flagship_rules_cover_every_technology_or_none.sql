-- A survey without any rule is fine: its technologies are ranked, and none is selected.
select
    asked.survey_code,
    asked.item_code as technology_code,
    'no rule' as found,
    'a rule for each technology that ' || asked.survey_code || ' offered as a flagship, or for none' as expected
from {{ ref('dim_survey_items') }} as asked
semi join {{ ref('flagship_rules') }} as ruled_surveys
    on asked.survey_code = ruled_surveys.survey_code
anti join {{ ref('flagship_rules') }} as rules
    on
        asked.survey_code = rules.survey_code
        and asked.item_code = rules.technology_code
where asked.question_code = 'flagship_choice'
