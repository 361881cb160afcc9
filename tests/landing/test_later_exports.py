"""`--append` of a later export of the same form: responses that were resumed or edited since are updated."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
import writers
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.landing.outcome import Outcome, Wanted
from pipeline.landing.raw_folder import Version
from pipeline.landing.run import land
from pipeline.project import Project
from tests.landing.missing import ALLOW_MISSING, OPTIONAL

Append = Callable[..., Outcome]
Rows = list[list[str]]
HEADINGS = [
    "id", "submitdate", "lastpage", "startlanguage", "datestamp", "membercode", "itstrategy", "maturitylevel",
    "capacitybuildingneed[other]",
]  # fmt: skip
FRANCE = ["1", "2026-03-05 10:00:00", "2", "fr", "2026-03-05 10:00:00", "FRA", "yes", "3", "Law"]
JAPAN = ["2", "2026-03-06 10:00:00", "2", "en", "2026-03-06 10:00:00", "JPN", "no", "5", ""]
KENYA = ["3", "", "1", "en", "2026-03-07 10:00:00", "KEN", "no", "", ""]


@pytest.fixture
def append(project: Project, tmp_path: Path) -> Append:
    """Land rows of LimeSurvey: the first time new, then appended."""

    def run(*rows: list[str], name: str) -> Outcome:
        path = writers.limesurvey_csv(tmp_path / f"{name}.csv", HEADINGS, [list(row) for row in rows])
        is_first = not project.landed_raw.exists()
        return land(
            project,
            path,
            Wanted("SCS2026", project.landed_raw, mode="new" if is_first else "append", allow_missing=OPTIONAL),
        )

    return run


def counted(outcome: Outcome) -> dict[str, int]:
    return {fate.value: count for fate, count in outcome.counts.items() if count}


def submissions(project: Project) -> dict[str, tuple[str, str]]:
    with (project.landed_raw / "raw_submissions.csv").open(encoding="utf-8", newline="") as file:
        return {row["submission_id"]: (row["submitted_at"], row["is_partial"]) for row in csv.DictReader(file)}


def answers(project: Project) -> dict[tuple[str, str], str]:
    with (project.landed_raw / "raw_answers.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = {(row["submission_id"], row["question_code"]): row["answer"] for row in rows}
    assert len(found) == len(rows)
    return found


def edited(row: list[str], place: int, text: str) -> list[str]:
    return [*row[:place], text, *row[place + 1 :]]


def test_resumed_and_edited_responses_are_updated_and_absent_ones_stay(project: Project, append: Append) -> None:
    append(FRANCE, JAPAN, KENYA, name="first")
    resumed = ["3", "2026-03-09 10:00:00", "2", "en", "2026-03-09 10:00:00", "KEN", "yes", "4", ""]
    brazil = ["4", *JAPAN[1:5], "BRA", "no", "2", ""]
    outcome = append(edited(JAPAN, 7, "4"), resumed, brazil, name="second")
    assert counted(outcome) == {"updated": 2, "landed": 1}
    assert submissions(project) == {
        "1": ("2026-03-05T10:00:00Z", "false"), "2": ("2026-03-06T10:00:00Z", "false"),
        "3": ("2026-03-09T10:00:00Z", "false"), "4": ("2026-03-06T10:00:00Z", "false"),
    }  # fmt: skip
    assert answers(project) == {
        ("1", "it_strategy"): "yes", ("1", "maturity_level"): "3", ("1", "capacity_building_need_other"): "Law",
        ("2", "it_strategy"): "no", ("2", "maturity_level"): "4", ("3", "it_strategy"): "yes",
        ("3", "maturity_level"): "4", ("4", "it_strategy"): "no", ("4", "maturity_level"): "2",
    }  # fmt: skip
    before = {path: path.read_bytes() for path in project.landed_raw.rglob("*.csv")}
    again = append(edited(JAPAN, 7, "4"), resumed, brazil, name="second")
    assert (counted(again), again.written) == ({"duplicate": 3}, [])
    assert {path: path.read_bytes() for path in project.landed_raw.rglob("*.csv")} == before


@pytest.mark.parametrize(
    ("older", "reason"),
    [
        (edited(JAPAN, 1, "2026-03-04 10:00:00"), "later or more complete"),
        (edited(JAPAN, 1, ""), "later or more complete"),
        (edited(JAPAN, 7, ""), "later or more complete"),
        # Another form counts from 1 too.
        (edited(edited(JAPAN, 5, "BRA"), 1, "2026-03-10 10:00:00"), "an identifier that no other response has"),
    ],
)
def test_what_is_older_less_or_anothers_takes_nobodys_place(
    project: Project, append: Append, older: list[str], reason: str
) -> None:
    append(FRANCE, JAPAN, name="first")
    before = (project.landed_raw / "raw_answers.csv").read_bytes()
    outcome = append(FRANCE, older, name="second")
    assert counted(outcome) == {"duplicate": 1, "rejected": 1}
    assert reason in str(outcome.reasons[0])
    assert (project.landed_raw / "raw_answers.csv").read_bytes() == before


def test_the_coding_of_a_text_that_was_edited_away_goes(project: Project, append: Append) -> None:
    append(FRANCE, edited(JAPAN, 8, "Staff"), name="first")
    codings = project.landed_raw / "raw_need_codings.csv"
    header = (project.shipped_raw / "raw_need_codings.csv").read_text("utf-8").splitlines()[0]
    law, staff = "SCS2026,Law,project_management\n", "SCS2026,Staff,technical_skills\n"
    codings.write_text(f"{header}\n{law}{staff}")
    append(edited(FRANCE, 8, "Laws"), name="second")
    assert codings.read_text() == f"{header}\n{staff}"


def test_updated_responses_are_told(
    project: Project, append: Append, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    append(FRANCE, JAPAN, name="first")
    monkeypatch.chdir(project.root)
    path = writers.limesurvey_csv(tmp_path / "second.csv", HEADINGS, [FRANCE, edited(JAPAN, 7, "4")])
    told = CliRunner().invoke(main, ["land", str(path), "--survey", "SCS2026", "--append", *ALLOW_MISSING])
    assert "2 responses: 0 landed, 0 partial, 1 updated, 0 empty, 1 duplicate, 0 rejected" in told.stdout


def test_times_without_a_zone_are_compared_as_utc() -> None:
    zoned, naive = (Version(b"", ("member", "FRA", ""), True, f"2026-03-05T10:00:00{zone}", 1) for zone in ("Z", ""))
    assert zoned.follows(naive)
    assert naive.follows(zoned)
