-- Section VII: which technologies become flagships.

create table marts.flagship_selection as
with cited as (
    select
        choices.survey_code,
        choices.item_code as technology_code,
        choices.submission_count as citation_count,
        choices.respondent_count as citation_respondent_count,
        choices.share_rank as citation_rank,
        potential.potential_count,
        potential.potential_rank,
        case when potential.respondent_count > 0 then potential.potential_count end as known_potential_count,
        coalesce(rules.flagship_group_code, choices.item_code) as flagship_group_code,
        coalesce(rules.overlaps_other_work, false) as overlaps_other_work,
        choices.survey_code in (select survey_code from flagship_rules) as has_rules
    from choices
    left join marts.development_potential as potential
        on choices.survey_code = potential.survey_code and choices.item_code = potential.technology_code
    left join flagship_rules as rules
        on choices.survey_code = rules.survey_code and choices.item_code = rules.technology_code
    where choices.question_code = 'flagship_choice' and choices.region_code = ''
),

groups as (
    select
        survey_code,
        flagship_group_code,
        has_rules,
        max(known_potential_count) as potential_count,
        max(citation_count) as citation_count,
        bool_or(overlaps_other_work) as overlaps_other_work
    from cited
    group by survey_code, flagship_group_code, has_rules
),

ranked as (
    select
        survey_code,
        flagship_group_code,
        row_number() over (
            partition by survey_code
            order by potential_count desc, citation_count desc, flagship_group_code
        ) as group_rank
    from groups
    where potential_count is not null and not overlaps_other_work
)

select
    cited.survey_code,
    cited.technology_code,
    cited.citation_count,
    cited.citation_respondent_count,
    cited.citation_rank,
    cited.potential_count,
    cited.potential_rank,
    scores.impact_rank,
    scores.difficulty_rank,
    cited.flagship_group_code,
    ranked.group_rank,
    groups.overlaps_other_work,
    case when groups.has_rules then coalesce(ranked.group_rank <= 3, false) end as is_selected
from cited
inner join groups
    on cited.survey_code = groups.survey_code and cited.flagship_group_code = groups.flagship_group_code
left join ranked
    on cited.survey_code = ranked.survey_code and cited.flagship_group_code = ranked.flagship_group_code
left join marts.impact_difficulty as scores
    on cited.survey_code = scores.survey_code and cited.technology_code = scores.technology_code;
