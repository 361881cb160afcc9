"""In which order day and month are read, and the day of responses without a time."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import writers
from click.testing import CliRunner, Result

from pipeline.cli import main
from pipeline.project import Project
from tests.landing.missing import ALLOW_MISSING

Run = Callable[..., Result]
QUESTIONS = ("Member", "it_strategy", "maturity_level")
LIMESURVEY = ("id", "submitdate", "lastpage", "startlanguage", "membercode", "itstrategy", "maturitylevel")


@pytest.fixture
def land(project: Project, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Land in a round from 2 March to 10 April 2026."""
    monkeypatch.chdir(project.root)
    return lambda *arguments: CliRunner().invoke(
        main, ["land", *map(str, arguments), *ALLOW_MISSING, "--survey", "SCS2026"]
    )


def forms(path: Path, *times: str) -> Path:
    return writers.google_forms_csv(path, QUESTIONS, [[time, "Kenya", "Yes", "3"] for time in times])


def told(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def days(project: Project) -> list[str]:
    lines = (project.landed_raw / "raw_submissions.csv").read_text(encoding="utf-8").splitlines()[1:]
    return [line.split(",")[6] for line in lines]


@pytest.mark.parametrize(
    ("times", "why", "first_day"),
    [
        (["4/3/2026 9:00:00", "31/3/2026 9:00:00"], "day before month, as '31/3/2026 9:00:00' shows", "2026-03-04"),
        (["4/3/2026 9:00:00", "3/31/2026 9:00:00"], "month before day, as '3/31/2026 9:00:00' shows", "2026-04-03"),
        (["9/3/2026 9:00:00"], "day before month, as all dates are then in the round", "2026-03-09"),
        (["3/9/2026 9:00:00"], "month before day, as all dates are then in the round", "2026-03-09"),
    ],
)
def test_the_order_is_the_one_that_dates_or_the_round_show(
    land: Run, project: Project, tmp_path: Path, times: list[str], why: str, first_day: str
) -> None:
    path = forms(tmp_path / "export.csv", *times)
    assert told(land(path, "--json"))["dates"] == why
    assert days(project)[0] == f"{first_day}T09:00:00Z"
    assert f"Dates: {why}" in land(path, "--replace").stdout


def test_where_nothing_decides_the_order_is_asked_for(land: Run, project: Project, tmp_path: Path) -> None:
    path = forms(tmp_path / "export.csv", "4/3/2026 9:00:00", "3/4/2026 9:00:00")
    refused = land(path)
    assert (refused.exit_code, project.landed_raw.exists()) == (2, False)
    (line,) = refused.stderr.splitlines()
    assert "found '4/3/2026 9:00:00' and neither a date nor the round shows whether day or month comes first" in line
    assert "month before day by the language of the headings" in line
    assert line.endswith("say --date-order day-first or month-first")
    for order, day in (("day-first", "2026-03-04"), ("month-first", "2026-04-03")):
        found = told(land(path, "--date-order", order, "--replace", "--json"))
        assert found["dates"].endswith(", as told")
        assert days(project)[0] == f"{day}T09:00:00Z"


def test_responses_without_a_time_land_on_the_day_that_is_told(land: Run, project: Project, tmp_path: Path) -> None:
    rows = [["1", "1980-01-01 00:00:00", "2", "en", "KEN", "yes", "3"], ["2", "", "1", "en", "FRA", "no", ""]]
    path = writers.limesurvey_csv(tmp_path / "export.csv", LIMESURVEY, rows)
    refused = land(path)
    assert (refused.exit_code, project.landed_raw.exists()) == (2, False)
    assert "where the export has none, say the day with --submitted-on DATE" in refused.stderr
    found = told(land(path, "--submitted-on", "2026-03-31", "--json"))
    assert (found["landed_count"], found["partial_count"], found["without_time_count"]) == (1, 1, 2)
    assert days(project) == ["2026-03-31T00:00:00Z"] * 2
    shown = land(path, "--submitted-on", "2026-03-31", "--timezone", "America/Lima").stdout
    assert "2 responses have no time: 2026-03-31 is taken, as told" in shown
    assert "Nothing changed" in shown


def test_a_day_that_is_told_takes_no_times_place_and_has_to_be_in_the_round(
    land: Run, project: Project, tmp_path: Path
) -> None:
    path = forms(tmp_path / "export.csv", "3/31/2026 9:00:00")
    assert told(land(path, "--submitted-on", "2026-03-05", "--json"))["without_time_count"] == 0
    assert days(project) == ["2026-03-31T09:00:00Z"]
    row = ["1", "1980-01-01 00:00:00", "2", "en", "KEN", "yes", "3"]
    late = writers.limesurvey_csv(tmp_path / "late.csv", LIMESURVEY, [row])
    assert "a day from 2026-03-02 to 2026-04-10" in land(late, "--submitted-on", "2026-05-01", "--replace").stderr
    assert land(late, "--submitted-on", "1 May").exit_code == 2
