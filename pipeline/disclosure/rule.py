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
from pipeline.disclosure.differences import OF_FIGURES, OF_RESPONDENTS
from pipeline.disclosure.history import History
from pipeline.disclosure.settings import LEAST_THRESHOLD, DisclosureSettings

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
    for checks in (OF_RESPONDENTS, OF_FIGURES):
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
