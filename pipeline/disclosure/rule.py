"""Whether collected surveys may be released: what could a reader learn who has every earlier release too?

A survey is compared with every state of it that was ever released. What differs has to be the answers of none or of
enough respondents, and no region may come out of suppression, or go into it, so that its figures are had by
subtraction. docs/disclosure.md says why this is enough.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import duckdb

from pipeline.building.findings import Finding
from pipeline.disclosure.history import History
from pipeline.disclosure.settings import LEAST_THRESHOLD, DisclosureSettings

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

_NEWLY_TOO_SMALL = """
    select region_code, question_code || ' too small to be shown, and shown in ' || $release as found,
        'as large as it was' as expected
    from warehouse.disclosure.suppressed_blocks as now
    anti join (from history.hidden where state_id = $state) as before using (region_code, question_code)
    where survey_code = $survey and is_too_small
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
_OF_RESPONDENTS = {"a_release_differs_by_no_respondent_or_enough": _TOO_FEW_RESPONDENTS}
_OF_FIGURES = {
    "figures_differ_by_no_answer_or_enough": _CHANGED_FIGURES,
    "what_was_suppressed_stays_suppressed": _SHOWN_AGAIN,
    "no_region_becomes_too_small": _NEWLY_TOO_SMALL,
    "respondents_of_suppressed_regions_stay_as_they_were": _CHANGED_WHERE_HIDDEN,
}
_MOST_FINDINGS = 12


def withheld(
    warehouse: Path,
    history: History,
    settings: DisclosureSettings,
    kept_releases: Mapping[str, Sequence[str]],
    today: date,
) -> dict[str, list[Finding]]:
    """Why surveys of a warehouse may not be released, by survey.

    kept_releases: by release that readers may still have, the newest first, its collected surveys.
    """
    found: dict[str, list[Finding]] = {}
    with history.beside(warehouse) as connection:
        for survey_code, threshold, closed_on, state_id, submissions in connection.execute(
            """
            select survey_code, disclosure_threshold, closed_on, state_id, count(respondent)
            from collected
            inner join now_states using (survey_code)
            left join now_respondents using (survey_code)
            group by all
            order by survey_code
            """
        ).fetchall():
            states = _states(connection, survey_code)
            findings = [] if _is_accepted(connection, state_id) else _of_the_threshold(survey_code, threshold)
            # A state that was released readers have.
            if state_id not in states:
                findings += _of_the_survey(survey_code, threshold, closed_on, submissions, settings, today)
                findings += [
                    _lost(survey_code, release_id, history)
                    for release_id, survey_codes in kept_releases.items()
                    if survey_code in survey_codes and not _is_remembered(connection, release_id, survey_code)
                ]
                for earlier, release_id in states.items():
                    findings += _of_a_difference(connection, survey_code, threshold, earlier, release_id)
            if findings:
                found[survey_code] = findings
    return found


def _of_the_threshold(survey_code: str, threshold: int) -> list[Finding]:
    if threshold >= LEAST_THRESHOLD:
        return []
    found, expected = f"a disclosure_threshold of {threshold}", f"at least {LEAST_THRESHOLD}"
    return [_finding("the_threshold_protects_collected_answers", survey_code, "", found, expected)]


def _of_the_survey(
    survey_code: str, threshold: int, closed_on: date, submissions: int, settings: DisclosureSettings, today: date
) -> list[Finding]:
    """What can be said of a survey without any earlier release."""
    findings = []
    if settings.policy == "when_closed" and closed_on >= today:
        findings.append(
            _finding("a_collected_survey_is_closed", survey_code, "", f"it is open until {closed_on}", "it is closed")
        )
    if submissions < threshold:
        found = f"{submissions} Members answered so far"
        expected = f"at least {threshold} ({threshold - submissions} more)"
        findings.append(_finding("enough_members_answered_a_survey", survey_code, "", found, expected))
    return findings


def _of_a_difference(
    connection: duckdb.DuckDBPyConnection, survey_code: str, threshold: int, state_id: str, release_id: str
) -> list[Finding]:
    """What an earlier release and the new one give away together."""
    values = {"survey": survey_code, "state": state_id, "threshold": threshold, "release": release_id}
    for checks in (_OF_RESPONDENTS, _OF_FIGURES):
        findings = [
            _finding(check, survey_code, region_code, found, expected)
            for check, sql in checks.items()
            for region_code, found, expected in connection.execute(
                sql, {name: value for name, value in values.items() if f"${name}" in sql}
            ).fetchall()[:_MOST_FINDINGS]
        ]
        if findings:
            return findings
    return []


def _states(connection: duckdb.DuckDBPyConnection, survey_code: str) -> dict[str, str]:
    """The states of a survey that were released, each with the newest release that holds it."""
    return dict(
        connection.execute(
            "select state_id, max(release_id) from history.releases where survey_code = ? group by all order by 2 desc",
            [survey_code],
        ).fetchall()
    )


def _is_remembered(connection: duckdb.DuckDBPyConnection, release_id: str, survey_code: str) -> bool:
    query = "select 1 from history.releases where release_id = ? and survey_code = ?"
    return connection.execute(query, [release_id, survey_code]).fetchone() is not None


def _is_accepted(connection: duckdb.DuckDBPyConnection, state_id: str) -> bool:
    query = "select 1 from history.states where state_id = ? and reason is not null"
    return connection.execute(query, [state_id]).fetchone() is not None


def _lost(survey_code: str, release_id: str, history: History) -> Finding:
    return _finding(
        "every_release_is_remembered",
        survey_code,
        "",
        f"nothing of release {release_id} in {history.path.parent.name}/{history.path.name}",
        "what that release counted; restore the file from its backup",
    )


def _finding(check: str, survey_code: str, region_code: str, found: str, expected: str) -> Finding:
    where = f"{survey_code}, {region_code}" if region_code else f"{survey_code}, all Members"
    return Finding(check, "critical", where, found, expected, f"wait, or build with --hold {survey_code}")
