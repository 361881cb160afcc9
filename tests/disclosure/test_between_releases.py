"""A survey that was released is released again only where what differs is nobody's answer, or that of enough.

One kind of difference after the other; test_sequences.py attacks whole releases.
"""

import os
import stat
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Unpack

import pytest

from pipeline.disclosure.history import History
from pipeline.disclosure.rule import withheld
from pipeline.disclosure.settings import DisclosureSettings
from pipeline.project import Project
from tests.disclosure.small_warehouse import CLOSED_ON, SURVEY, Member, Members, Options, write_warehouse

SETTINGS = DisclosureSettings({"collected": 5, "synthetic": 0}, "when_closed", suppresses_unanimous=True)
TODAY = date(2026, 1, 1)

RESPONDENTS = "a_release_differs_by_no_respondent_or_enough"
FIGURES = "figures_differ_by_no_answer_or_enough"
STAYS_SUPPRESSED = "what_was_suppressed_stays_suppressed"
SENSITIVE = "no_region_becomes_sensitive"
STAY = "respondents_of_suppressed_regions_stay_as_they_were"
LOST = "every_release_is_remembered"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def found(
    project: Project,
    members: Members,
    kept: dict[str, list[str]] | None = None,
    settings: DisclosureSettings = SETTINGS,
    today: date = TODAY,
    **options: Unpack[Options],
) -> set[tuple[str, str]]:
    """What withholds a survey that these Members answered: the check, and where."""
    warehouse = write_warehouse(project.root / "now.duckdb", members, **options)
    findings = withheld(warehouse, History(project), settings, kept or {}, today).get(SURVEY, [])
    assert all(finding.expected and finding.found and SURVEY in finding.line for finding in findings)
    return {(finding.check, finding.subject.removeprefix(f"{SURVEY}, ")) for finding in findings}


def release(project: Project, members: Members, release_id: str = "r0001-a", **options: Unpack[Options]) -> None:
    """Remember a release of a survey that these Members answered."""
    warehouse = write_warehouse(project.root / "before.duckdb", members, **options)
    History(project).remember(warehouse, release_id, {}, {})


def some(region: str, count: int, start: int = 0) -> dict[str, Member]:
    """Members of a region with answers of every kind, by turns."""
    statuses = ("adopted", "in_development", "not_planned")
    return {
        f"{region}{number}": Member(region, "yes" if number % 2 else "no", statuses[number % 3])
        for number in range(start, start + count)
    }


LARGE = {**some("AMS", 12), **some("AP", 12), **some("EUR", 12), **some("MENA", 12)}
# MENA is too small, and AMS goes with it.
WITH_SMALL = {**some("AMS", 12), **some("AP", 14), **some("EUR", 16), **some("MENA", 3)}


def without(members: Members, *codes: str) -> dict[str, Member]:
    return {code: member for code, member in members.items() if code not in codes}


def test_the_first_release_is_compared_with_nothing(project: Project) -> None:
    assert found(project, LARGE) == set()


def test_the_same_answers_are_released_again(project: Project) -> None:
    release(project, WITH_SMALL)
    assert found(project, dict(reversed(WITH_SMALL.items()))) == set()


def test_one_member_more_waits(project: Project) -> None:
    release(project, LARGE)
    assert found(project, LARGE | some("EUR", 1, 12)) == {(RESPONDENTS, "all Members"), (RESPONDENTS, "EUR")}


def test_the_line_says_how_many_more_are_needed_and_where(project: Project) -> None:
    release(project, LARGE)
    warehouse = write_warehouse(project.root / "now.duckdb", LARGE | some("EUR", 2, 12))
    lines = [finding.line for finding in withheld(warehouse, History(project), SETTINGS, {}, TODAY)[SURVEY]]
    assert lines[1] == (
        "TST2025, EUR: found 2 of the respondents new, gone or changed since r0001-a, "
        "expected none or at least 5 (3 more); wait, or build with --hold TST2025"
    )


def test_enough_members_more_are_released(project: Project) -> None:
    release(project, LARGE)
    assert found(project, LARGE | some("EUR", 6, 12)) == set()


def test_four_more_here_and_one_there_wait(project: Project) -> None:
    release(project, LARGE)
    more = LARGE | some("EUR", 4, 12) | some("AP", 1, 12)
    assert found(project, more) == {(RESPONDENTS, "EUR"), (RESPONDENTS, "AP")}


def test_a_member_that_changed_its_answers_waits(project: Project) -> None:
    release(project, LARGE)
    changed = LARGE | {"EUR0": Member("EUR", "yes", "adopted")}
    assert found(project, changed) == {(RESPONDENTS, "all Members"), (RESPONDENTS, "EUR")}


def test_a_member_that_moved_to_another_region_differs_in_both(project: Project) -> None:
    release(project, LARGE)
    moved = LARGE | {"EUR0": Member("AP", "no", "adopted")}
    assert found(project, moved) == {(RESPONDENTS, where) for where in ("all Members", "EUR", "AP")}


def test_a_member_that_withdrew_waits(project: Project) -> None:
    release(project, LARGE)
    assert found(project, without(LARGE, "EUR0")) == {(RESPONDENTS, "all Members"), (RESPONDENTS, "EUR")}


def test_five_more_of_whom_few_answered_a_question_wait(project: Project) -> None:
    release(project, LARGE)
    silent = {code: Member("EUR", None, member.technology_status) for code, member in some("EUR", 4, 12).items()}
    more = LARGE | silent | some("EUR", 3, 20)
    assert found(project, more) == {(FIGURES, "all Members"), (FIGURES, "EUR")}


def test_five_more_with_one_answer_wait(project: Project) -> None:
    release(project, LARGE)
    alike = {f"N{number}": Member("EUR", "yes", "adopted" if number % 2 else "not_planned") for number in range(6)}
    assert found(project, LARGE | alike) == {(FIGURES, "all Members"), (FIGURES, "EUR")}


def test_every_earlier_state_is_compared_not_the_last_alone(project: Project) -> None:
    release(project, LARGE)
    release(project, LARGE | some("EUR", 6, 12), "r0002-b")
    # Six more than the second, and two more than the first.
    more = without(LARGE | some("EUR", 2, 12), *some("EUR", 6, 14))
    assert found(project, more) == {(RESPONDENTS, "all Members"), (RESPONDENTS, "EUR")}


def test_a_region_that_grows_from_four_to_five_stays_suppressed(project: Project) -> None:
    release(project, without(LARGE, *(f"MENA{number}" for number in range(4, 12))))
    grown = without(LARGE, *(f"MENA{number}" for number in range(5, 12)))
    assert (RESPONDENTS, "MENA") in found(project, grown)
    # Nor does it with others.
    assert found(project, grown | some("EUR", 6, 12)) == {(RESPONDENTS, "MENA")}


def test_a_region_does_not_come_out_of_suppression_with_its_neighbour_left(project: Project) -> None:
    release(project, WITH_SMALL)
    # Enough are new, and AP is suppressed in the place of AMS.
    more = WITH_SMALL | some("AMS", 8, 12)
    assert {check for check, _ in found(project, more)} == {STAYS_SUPPRESSED}


def test_a_small_region_that_became_large_is_not_shown_either(project: Project) -> None:
    release(project, WITH_SMALL)
    assert found(project, WITH_SMALL | some("MENA", 7, 3)) == {(STAYS_SUPPRESSED, "AMS"), (STAYS_SUPPRESSED, "MENA")}


def test_the_same_regions_suppressed_with_enough_new_are_released(project: Project) -> None:
    hidden = {(region, question) for region in ("AMS", "MENA") for question in ("it_strategy", "technology_status")}
    release(project, WITH_SMALL)
    assert found(project, WITH_SMALL | some("MENA", 7, 3), hidden=hidden) == set()


def test_a_region_does_not_become_too_small(project: Project) -> None:
    release(project, LARGE)
    fewer = without(LARGE, *(f"MENA{number}" for number in range(8)))
    assert found(project, fewer) == {(SENSITIVE, "MENA")}


def test_a_region_does_not_come_to_be_of_one_answer(project: Project) -> None:
    release(project, LARGE)
    # Eight of the twelve had given two other answers.
    at_one = LARGE | {code: Member("MENA", member.it_strategy, "adopted") for code, member in some("MENA", 12).items()}
    assert found(project, at_one) == {(SENSITIVE, "MENA")}
    warehouse = write_warehouse(project.root / "now.duckdb", at_one)
    (finding,) = withheld(warehouse, History(project), SETTINGS, {}, TODAY)[SURVEY]
    assert finding.line == (
        "TST2025, MENA: found technology_status of one answer to some item, and shown in r0001-a, "
        "expected more than one kind of answer; wait, or build with --hold TST2025"
    )


def test_a_region_that_is_no_longer_of_one_answer_stays_suppressed(project: Project) -> None:
    at_one = {code: Member("MENA", "yes", member.technology_status) for code, member in some("MENA", 12).items()}
    release(project, LARGE | at_one)
    more = LARGE | at_one | some("MENA", 8, 12)
    # With MENA, all others were suppressed, which are as large.
    assert found(project, more) == {(STAYS_SUPPRESSED, region) for region in ("AMS", "AP", "EUR", "MENA")}
    everywhere = {(region, "it_strategy") for region in ("AMS", "AP", "EUR", "MENA")}
    assert found(project, more, hidden=everywhere) == set()


def test_respondents_of_a_suppressed_region_do_not_change(project: Project) -> None:
    release(project, WITH_SMALL)
    changed = WITH_SMALL | {
        code: Member("AMS", "no" if member.it_strategy == "yes" else "yes", "adopted")
        for code, member in some("AMS", 6).items()
    }
    assert (STAY, "AMS") in found(project, changed)


def test_a_survey_waits_until_it_is_closed(project: Project) -> None:
    last_day = date.fromisoformat(CLOSED_ON)
    assert found(project, LARGE, today=last_day) == {("a_collected_survey_is_closed", "all Members")}
    assert found(project, LARGE, today=date(2025, 4, 1)) == set()
    while_open = DisclosureSettings(SETTINGS.thresholds, "while_open", suppresses_unanimous=True)
    assert found(project, LARGE, today=last_day, settings=while_open) == set()


def test_a_survey_that_few_answered_waits(project: Project) -> None:
    assert found(project, some("EUR", 4)) == {("enough_members_answered_a_survey", "all Members")}
    assert found(project, some("EUR", 5)) == set()


@pytest.mark.parametrize("threshold", [0, 2])
def test_a_threshold_that_protects_nobody_waits(project: Project, threshold: int) -> None:
    expected = {("the_threshold_protects_collected_answers", "all Members")}
    assert found(project, LARGE, threshold=threshold) == expected


def test_a_threshold_that_is_lowered_later_waits_until_it_is_accepted(project: Project) -> None:
    release(project, LARGE)
    expected = {("the_threshold_protects_collected_answers", "all Members")}
    assert found(project, LARGE, threshold=2) == expected
    # Nothing is suppressed, so that the state is the same.
    lowered = write_warehouse(project.root / "lowered.duckdb", LARGE, threshold=2)
    assert History(project).remember(lowered, "r0002-b", {SURVEY: "Decided"}, {}) == {SURVEY: "Decided"}
    assert found(project, LARGE, threshold=2) == set()


def test_a_release_that_is_not_remembered_is_a_reason_to_wait(project: Project) -> None:
    release(project, LARGE)
    kept = {"r0002-b": [SURVEY], "r0001-a": [SURVEY], "r0000-c": []}
    assert found(project, LARGE | some("EUR", 6, 12), kept) == {(LOST, "all Members")}
    # Those who have the release know of no more than is in it.
    assert found(project, LARGE, kept) == set()


def test_a_lost_history_withholds_what_readers_have(project: Project) -> None:
    release(project, LARGE)
    History(project).path.unlink()
    assert found(project, LARGE, {"r0001-a": [SURVEY]}) == {(LOST, "all Members")}
    assert found(project, LARGE) == set()


def test_what_was_accepted_stays_with_the_state_that_it_was_accepted_for(project: Project) -> None:
    release(project, LARGE)
    late = write_warehouse(project.root / "late.duckdb", LARGE | some("EUR", 1, 12))
    history = History(project)
    accepted = history.remember(late, "r0002-b", {SURVEY: "Asked for by the Member"}, {})
    assert accepted == {SURVEY: "Asked for by the Member"}
    # Readers have it: it is released again, and says so again.
    assert found(project, LARGE | some("EUR", 1, 12)) == set()
    assert history.remember(late, "r0003-c", {}, {}) == accepted
    assert history.remember(late, "r0004-d", {}, {SURVEY: "r0001-a"}) == {}


def test_a_held_survey_is_remembered_as_it_was(project: Project) -> None:
    release(project, LARGE)
    late = write_warehouse(project.root / "late.duckdb", LARGE | some("EUR", 1, 12))
    History(project).remember(late, "r0002-b", {}, {SURVEY: "r0001-a"})
    kept = {"r0002-b": [SURVEY], "r0001-a": [SURVEY]}
    assert found(project, LARGE, kept) == set()
    assert (RESPONDENTS, "EUR") in found(project, LARGE | some("EUR", 1, 12), kept)


@pytest.fixture
def open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("open_umask")
def test_the_history_is_readable_by_its_owner_alone_and_holds_no_answer(project: Project) -> None:
    release(project, LARGE)
    path = History(project).path
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    with History(project).beside(project.root / "before.duckdb") as connection:
        remembered = connection.execute("select respondent, answers from history.respondents").fetchall()
    assert len(remembered) == len(LARGE)
    assert all(len(text) == 64 for row in remembered for text in row)


def test_two_projects_salt_differently(tmp_path: Path) -> None:
    one, other = (History(Project(tmp_path / name)) for name in ("one", "other"))
    for folder in ("one", "other"):
        (tmp_path / folder).mkdir()
    assert one.salted([("a.csv", "00")]) == one.salted([("a.csv", "00")])
    assert one.salted([("a.csv", "00")]) != other.salted([("a.csv", "00")])
