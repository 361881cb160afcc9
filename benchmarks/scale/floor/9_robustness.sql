-- Section VII once more: which technologies other rules would select.

create table marts.flagship_robustness as
with sums as (
    select
        choices.survey_code,
        choices.item_code as technology_code,
        summary.member_count,
        choices.submission_count as cited,
        choices.respondent_count as cited_base,
        potential.potential_count,
        potential.adopted_count,
        potential.respondent_count as status_base,
        round(scores.impact_mean * scores.impact_respondent_count)::bigint as impact,
        scores.impact_respondent_count as impact_base,
        round(scores.difficulty_mean * scores.difficulty_respondent_count)::bigint as difficulty,
        scores.difficulty_respondent_count as difficulty_base
    from choices
    inner join marts.participation_summary as summary
        on choices.survey_code = summary.survey_code
    left join marts.development_potential as potential
        on choices.survey_code = potential.survey_code and choices.item_code = potential.technology_code
    left join marts.impact_difficulty as scores
        on choices.survey_code = scores.survey_code and choices.item_code = scores.technology_code
    where choices.question_code = 'flagship_choice' and choices.region_code = ''
),

measures as (
    select
        survey_code,
        technology_code,
        'potential' as ranked_by_code,
        if(status_base > 0, potential_count, null)::double as measure,
        potential_count as lowest,
        potential_count + greatest(member_count - status_base, 0) as highest
    from sums
    union all
    select
        survey_code, technology_code, 'adoption', if(status_base > 0, adopted_count, null), adopted_count,
        adopted_count + greatest(member_count - status_base, 0)
    from sums
    union all
    select
        survey_code, technology_code, 'citations', if(cited_base > 0, cited, null), cited,
        cited + greatest(member_count - cited_base, 0)
    from sums
    union all
    select
        survey_code, technology_code, 'impact', impact / nullif(impact_base, 0),
        coalesce(impact, 0) + greatest(member_count - impact_base, 0),
        coalesce(impact, 0) + 5 * greatest(member_count - impact_base, 0)
    from sums
    union all
    select
        survey_code,
        technology_code,
        'impact_less_difficulty',
        (impact * difficulty_base - difficulty * impact_base) / nullif(impact_base * difficulty_base, 0),
        coalesce(impact, 0) + greatest(member_count - impact_base, 0)
        - coalesce(difficulty, 0) - 5 * greatest(member_count - difficulty_base, 0),
        coalesce(impact, 0) + 5 * greatest(member_count - impact_base, 0)
        - coalesce(difficulty, 0) - greatest(member_count - difficulty_base, 0)
    from sums
),

grouped as (
    select
        sums.survey_code,
        variants.variant_code,
        if(variants.is_folded, coalesce(rules.flagship_group_code, sums.technology_code), sums.technology_code)
            as flagship_group_code,
        variants.ranked_by_code,
        variants.kept_count,
        variants.is_report_rule,
        variants.is_folded,
        variants.is_overlap_left_out,
        sums.survey_code in (select survey_code from flagship_rules) as has_rules,
        bool_or(variants.is_overlap_left_out and coalesce(rules.overlaps_other_work, false)) as is_left_out,
        max(measures.measure) as measure,
        max(measures.lowest) as lowest,
        max(measures.highest) as highest,
        max(sums.cited) as cited
    from sums
    cross join flagship_rule_variants as variants
    left join flagship_rules as rules
        on sums.survey_code = rules.survey_code and sums.technology_code = rules.technology_code
    left join measures
        on
            sums.survey_code = measures.survey_code
            and sums.technology_code = measures.technology_code
            and variants.ranked_by_code = measures.ranked_by_code
    group by all
),

ranked as (
    select
        *,
        case
            when measure is not null and not is_left_out
                then row_number() over (
                    partition by survey_code, variant_code, measure is not null and not is_left_out
                    order by measure desc, cited desc, flagship_group_code
                )
        end as group_rank,
        case when has_rules then coalesce(group_rank <= kept_count, false) end as is_selected
    from grouped
)

select
    survey_code,
    variant_code,
    flagship_group_code,
    ranked_by_code,
    kept_count,
    count(*) over of_group as variant_count,
    sum(is_selected::integer) over of_group as selected_variant_count,
    group_rank,
    is_report_rule,
    is_folded,
    is_overlap_left_out,
    is_selected,
    case
        when bool_or(is_selected) over of_variant
            then
                coalesce(
                    min(lowest) filter (is_selected) over of_variant
                    > max(highest) filter (not is_selected and not is_left_out) over of_variant,
                    true
                )
    end as is_certain
from ranked
window
    of_group as (partition by survey_code, flagship_group_code),
    of_variant as (partition by survey_code, variant_code);
