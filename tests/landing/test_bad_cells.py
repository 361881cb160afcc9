"""What an answer that cannot be read costs, and the file in which people say what unknown texts mean."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main
from pipeline.project import Project
from tests.landing.missing import ALLOW_MISSING

Run = Callable[..., Result]
Tidy = Callable[..., Path]
HEADINGS = (
    "submission_id", "submitted_at", "member_code", "region_code", "it_strategy", "maturity_level",
    "technology_status/ai_ml", "technology_status/drones", "flagship_choice",
)  # fmt: skip
TIME = "2026-03-05T10:00:00Z"
ROWS = (
    ("1", TIME, "FRA", "", "yes", "3", "adopted", "adopted", "Drones"),
    ("2", TIME, "JPN", "", "In progress", "3", "pilot", "pilot", "Drones; Robots"),
    ("3", TIME, "KEN", "", "In progress", "9", "=pilot", "adopted", "Robots; Lasers; Drones"),
    ("4", TIME, "Guinea", "", "yes", "3", "adopted", "adopted", ""),
    ("5", TIME, "Guinea", "", "no", "3", "adopted", "adopted", ""),
    ("6", TIME, "Ivory Coast", "EUR", "no", "3", "adopted", "adopted", ""),
)
UNKNOWN = {
    ("it_strategy", "In progress"): 2, ("maturity_level", "9"): 1, ("technology_status", "pilot"): 1,
    ("technology_status", "=pilot"): 1, ("flagship_choice", "Robots"): 2, ("flagship_choice", "Lasers"): 1,
    ("member_code", "Guinea"): 2,
}  # fmt: skip


@pytest.fixture
def land(project: Project, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(project.root)

    def run(*arguments: object) -> Result:
        return CliRunner().invoke(main, ["land", *map(str, arguments), *ALLOW_MISSING, "--survey", "SCS2026"])

    return run


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def outcome(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_a_bad_cell_costs_its_response_or_itself_alone(land: Run, project: Project, tidy: Tidy) -> None:
    path = tidy(HEADINGS, *ROWS)
    assert outcome(land(path, "--json"))["rejected_count"] == 5
    found = outcome(land(path, "--bad-cells", "blank", "--replace", "--json"))
    # Without its Member nothing can be said of a response.
    assert (found["landed_count"], found["rejected_count"], found["left_out_count"]) == (4, 2, 3)
    submissions = {row["submission_id"]: row for row in rows(project.landed_raw / "raw_submissions.csv")}
    assert submissions.keys() == {"1", "2", "3", "6"}
    assert submissions["6"]["region_code"] == "WCA"
    answers = {
        (row["submission_id"], row["question_code"], row["item_code"]): row["answer"]
        for row in rows(project.landed_raw / "raw_answers.csv")
    }
    assert {key: answer for key, answer in answers.items() if key[0] in "23"} == {
        ("2", "maturity_level", ""): "3",
        ("3", "technology_status", "drones"): "adopted",
    }
    left_out = [row for row in rows(project.landed_raw / "rejects.csv") if row["row"] in ("3", "4", "7")]
    assert [(row["row"], row["column"], row["value"]) for row in left_out] == [
        ("3", "it_strategy", "In progress"),
        ("3", "technology_status/ai_ml", "pilot"),
        ("3", "technology_status/drones", "pilot"),
        ("3", "flagship_choice", "Robots"),
        ("4", "it_strategy", "In progress"),
        ("4", "maturity_level", "9"),
        ("4", "technology_status/ai_ml", "=pilot"),
        ("4", "flagship_choice", "Robots, Lasers"),
        ("7", "region_code", "EUR"),
    ]
    assert all(row["reason"].startswith("left out, the response landed: found '") for row in left_out)


def test_what_was_left_out_stays_told_where_the_file_lands_again(land: Run, project: Project, tidy: Tidy) -> None:
    path = tidy(HEADINGS, *ROWS)
    land(path, "--bad-cells", "blank")
    before = (project.landed_raw / "rejects.csv").read_bytes()
    for mode in ((), ("--append",), ("--replace",)):
        assert outcome(land(path, "--bad-cells", "blank", "--json", *mode))["is_changed"] is False
        assert (project.landed_raw / "rejects.csv").read_bytes() == before


def test_people_are_told_what_was_left_out(land: Run, tidy: Tidy) -> None:
    told = land(tidy(HEADINGS, *ROWS[:3]), "--bad-cells", "blank")
    assert "3 responses: 3 landed" in told.stdout
    assert "2 of them landed without answers that cannot be read: see rejects.csv" in told.stdout
    assert "6 texts that nobody knows; --unknown FILE.csv writes them" in told.stdout
    assert "2 left out: unknown answer in column 'it_strategy', first in row 3: found 'In progress'" in told.stderr


@pytest.mark.parametrize("options", [(), ("--dry-run",), ("--strict",)])
def test_all_unknown_texts_are_written_with_their_counts(
    land: Run, project: Project, tidy: Tidy, tmp_path: Path, options: tuple[str, ...]
) -> None:
    file = tmp_path / "unknown.csv"
    result = land(tidy(HEADINGS, *ROWS), "--unknown", file, *options)
    assert result.exit_code == (2 if "--strict" in options else 0)
    assert project.landed_raw.exists() == (options == ())
    written = rows(file)
    texts = {(row["question_code"], row["text"].removeprefix("'")): int(row["response_count"]) for row in written}
    assert texts == UNKNOWN
    assert {row["code"] for row in written} == {""}
    assert "'=pilot" in {row["text"] for row in written}
    expected = {row["question_code"]: row["expected"] for row in written}
    assert expected["it_strategy"] == "one of yes, no, or blank for no answer"
    assert expected["member_code"].startswith("one of GIN (Guinea), ")


def test_the_file_is_filled_in_and_given_back(land: Run, project: Project, tidy: Tidy, tmp_path: Path) -> None:
    path, file = tidy(HEADINGS, *ROWS[:5]), tmp_path / "unknown.csv"
    land(path, "--unknown", file, "--dry-run")
    codes = {"In progress": "no", "9": "blank", "pilot": "in_development", "'=pilot": "IN_DEVELOPMENT",
             "Robots": "blank", "Lasers": "iot", "Guinea": "GIN"}  # fmt: skip
    filled = [{**row, "code": codes[row["text"]]} for row in rows(file)]
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, filled[0], delimiter=";")
        writer.writeheader()
        writer.writerows(filled)
    found = outcome(land(path, "--texts", file, "--json"))
    assert (found["landed_count"], found["rejected_count"], found["unknown"]) == (5, 0, [])
    answers = {
        (row["question_code"], row["item_code"]): row["answer"]
        for row in rows(project.landed_raw / "raw_answers.csv")
        if row["submission_id"] == "3"
    }
    assert answers == {
        ("it_strategy", ""): "no", ("technology_status", "ai_ml"): "in_development",
        ("technology_status", "drones"): "adopted", ("flagship_choice", "drones"): "yes",
        ("flagship_choice", "iot"): "yes",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["it_strategy,In progress,maybe"], "row 2, column code: found 'maybe', expected one of yes, no, or blank"),
        (["strategy,In progress,no"], "row 2, column question_code: found 'strategy', expected one of it_strategy"),
        (["it_strategy,a,no", "it_strategy,a,yes"], "row 3, column code: found a second code for 'a', expected one"),
    ],
)
def test_a_file_with_a_fault_is_refused_whole(
    land: Run, project: Project, tidy: Tidy, tmp_path: Path, lines: list[str], told: str
) -> None:
    file = tmp_path / "texts.csv"
    file.write_text("\n".join(["question_code,text,code", *lines, ""]))
    result = land(tidy(HEADINGS, *ROWS), "--texts", file)
    assert (result.exit_code, project.landed_raw.exists()) == (2, False)
    (line,) = result.stderr.splitlines()
    assert told in line


def test_a_file_that_is_no_such_file_is_refused(land: Run, tidy: Tidy, tmp_path: Path) -> None:
    result = land(tidy(HEADINGS, *ROWS), "--texts", tidy(HEADINGS, *ROWS, name="other.csv"))
    assert result.exit_code == 2
    assert "found no column question_code, text, code, expected question_code, text, code" in result.stderr
    result = land(tidy(HEADINGS, *ROWS), "--unknown", tmp_path / "absent" / "unknown.csv")
    assert result.exit_code == 2
    assert "--unknown: found no folder" in result.stderr
