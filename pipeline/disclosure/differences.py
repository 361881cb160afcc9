"""What two states of a survey tell a reader who has both: a query per kind of difference that gives answers away.

They run beside the history (`pipeline/disclosure/history.py`), on what it holds of the earlier state and what it made
of the warehouse.
"""

# Each selects region_code (empty for all together), what was found, and what was expected. $state is a state that was
# released earlier, $release the newest release with it; $survey and $threshold are of the survey.
_DIFFERING = """
    with compared as (
        select
            now.region_code as now_region,
            before.region_code as before_region,
            now.respondent is null or before.respondent is null
            or now.region_code <> before.region_code or now.answers <> before.answers as is_other
        from (from now_respondents where survey_code = $survey) as now
        full join (from history.respondents where state_id = $state) as before
            on now.respondent = before.respondent
    ),
    differing as (
        select '' as region_code from compared where is_other
        union all
        select now_region from compared where is_other and now_region is not null
        union all
        select before_region from compared
        where is_other and before_region is not null and before_region is distinct from now_region
    )
"""

_TOO_FEW_RESPONDENTS = (
    _DIFFERING
    + """
    select
        region_code,
        count(*) || ' of the respondents new, gone or changed since ' || $release as found,
        'none or at least ' || $threshold || ' (' || ($threshold - count(*)) || ' more)' as expected
    from differing group by region_code having count(*) < $threshold order by region_code
"""
)

# What is counted in all regions together, and in regions that are shown in both.
_CHANGED_FIGURES = """
    with asked as (
        select distinct region_code, question_code, item_code from now_counts where survey_code = $survey
        intersect
        select distinct region_code, question_code, item_code from history.counts where state_id = $state
        union
        -- Of free texts there are no rows where nobody wrote any.
        select '', 'capacity_building_need_other', ''
    ),
    changes as (
        select
            region_code, question_code, item_code,
            coalesce(now.submission_count, 0) - coalesce(before.submission_count, 0) as change
        from (from now_counts where survey_code = $survey) as now
        full join (from history.counts where state_id = $state) as before
            using (region_code, question_code, item_code, answer_code)
        semi join asked using (region_code, question_code, item_code)
    ),
    hidden as (
        select region_code, question_code from now_hidden where survey_code = $survey and region_code <> ''
        union
        select region_code, question_code from history.hidden where state_id = $state and region_code <> ''
    ),
    items as (
        select
            region_code, question_code, item_code,
            greatest(sum(greatest(change, 0)), -sum(least(change, 0)))::integer as moved,
            count(*) filter (change > 0) <= 1 and count(*) filter (change < 0) <= 1 as is_of_one_kind
        from changes
        anti join hidden using (region_code, question_code)
        group by region_code, question_code, item_code
        having moved > 0
    )
    select
        region_code,
        case when moved < $threshold then moved || ' of the answers to ' || named || ' new, gone or changed'
            else 'all of the answers to ' || named || ' that are new, gone or changed of one kind' end
            || ' since ' || $release as found,
        case when moved < $threshold then 'none or at least ' || $threshold else 'more than one kind of answer' end
            as expected
    from (select *, concat_ws(' ', question_code, nullif(item_code, '')) as named from items)
    where moved < $threshold or is_of_one_kind
    order by region_code, question_code, item_code
"""

_SHOWN_AGAIN = """
    select
        region_code,
        question_code || ' shown, and suppressed in ' || $release as found,
        'suppressed still' as expected
    from (from history.hidden where state_id = $state) as before
    anti join (from now_hidden where survey_code = $survey) as now using (region_code, question_code)
    where region_code <> '' and question_code in (select question_code from now_counts where survey_code = $survey)
    order by region_code, question_code
"""

_NEWLY_SENSITIVE = """
    select
        region_code,
        question_code || case when is_too_small then ' too small to be shown' else ' of one answer to some item' end
            || ', and shown in ' || $release as found,
        case when is_too_small then 'as large as it was' else 'more than one kind of answer' end as expected
    from warehouse.disclosure.suppressed_blocks as now
    anti join (from history.hidden where state_id = $state) as before using (region_code, question_code)
    where survey_code = $survey and (is_too_small or is_unanimous)
        and question_code in (select question_code from history.counts where state_id = $state)
    order by region_code, question_code
"""

_CHANGED_WHERE_HIDDEN = (
    _DIFFERING
    + """
    select before_region as region_code,
        count(*) || ' of the respondents of ' || $release || ' gone or changed' as found,
        'none while figures of the region are suppressed' as expected
    from compared
    where is_other and before_region in (select region_code from history.hidden where state_id = $state)
    group by before_region order by before_region
"""
)

# By the name that a finding is told under. Those of figures follow from those of respondents, and are asked second.
OF_RESPONDENTS = {"a_release_differs_by_no_respondent_or_enough": _TOO_FEW_RESPONDENTS}
OF_FIGURES = {
    "figures_differ_by_no_answer_or_enough": _CHANGED_FIGURES,
    "what_was_suppressed_stays_suppressed": _SHOWN_AGAIN,
    "no_region_becomes_sensitive": _NEWLY_SENSITIVE,
    "respondents_of_suppressed_regions_stay_as_they_were": _CHANGED_WHERE_HIDDEN,
}
