-- One row per survey, variant of the rule by which flagships are selected, and group of technologies: its rank and
-- whether it is selected then, in how many variants it is, and whether the choice holds whatever silent Members would
-- have said.

with selected as (

    select * from {{ ref('flagship_variants') }}

),

variants as (

    select * from {{ ref('flagship_rule_variants') }}

),

codes as (

    select * from {{ ref('codes') }}

),

surveys as (

    select * from {{ ref('dim_surveys') }}

),

-- A choice holds where each group that is selected is above each other one, though the silent chose none of the first
-- and all of the second. A measure that nobody answered may be anything, and one that was not asked for is none.
bounded as (

    select
        *,
        min(case when is_selected then lowest end) over (partition by survey_code, variant_code) as lowest_selected,
        max(case when not is_selected and not is_left_out then highest end)
            over (partition by survey_code, variant_code) as highest_other,
        count(*) over (partition by survey_code, flagship_group_code) as variant_count,
        sum(case when is_selected then 1 when not is_selected then 0 end)
            over (partition by survey_code, flagship_group_code) as selected_variant_count
    from selected

),

described as (

    select
        bounded.survey_code,
        bounded.variant_code,
        bounded.flagship_group_code,
        surveys.survey_name_en,
        surveys.survey_name_fr,
        variants.name_en as variant_name_en,
        variants.name_fr as variant_name_fr,
        flagship_groups.name_en as flagship_group_name_en,
        flagship_groups.name_fr as flagship_group_name_fr,
        variants.ranked_by_code,
        measures.name_en as ranked_by_name_en,
        measures.name_fr as ranked_by_name_fr,
        bounded.kept_count,
        cast(bounded.variant_count as integer) as variant_count,
        cast(bounded.selected_variant_count as integer) as selected_variant_count,
        bounded.group_rank,
        variants.is_report_rule,
        variants.is_folded,
        variants.is_overlap_left_out,
        bounded.is_selected,
        case
            when bounded.lowest_selected is not null
                then coalesce(bounded.lowest_selected > bounded.highest_other, true)
        end as is_certain,
        {{ figure_basis() }} as selected_variant_count_basis
    from bounded
    inner join surveys
        on bounded.survey_code = surveys.survey_code
    inner join variants
        on bounded.variant_code = variants.variant_code
    left join codes as flagship_groups
        on
            bounded.flagship_group_code = flagship_groups.code
            and flagship_groups.code_list = 'technologies'
    left join codes as measures
        on
            variants.ranked_by_code = measures.code
            and measures.code_list = 'flagship_measures'

)

select * from described
