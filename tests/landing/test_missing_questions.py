"""A question without a column refuses a file unless that is meant, and what is in no question's column is counted."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main
from pipeline.project import Project
from tests.landing.missing import ALLOW_MISSING, OPTIONAL

HEADINGS = ("submission_id", "submitted_at", "member_code", "it_strategy", "maturity_level", "Anything else?", "Spare")
FRANCE = ("1", "2026-03-05T10:00:00Z", "FRA", "yes", "3", "a remark", "")
JAPAN = ("2", "2026-03-06T10:00:00Z", "JPN", "no", "2", "another", "")


@pytest.fixture
def land(project: Project, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Land in a round from 2 March to 10 April 2026."""
    monkeypatch.chdir(project.root)
    return lambda *arguments: CliRunner().invoke(main, ["land", "--survey", "SCS2026", *map(str, arguments)])


def test_questions_without_a_column_refuse_the_file(
    land: Callable[..., Result], tidy: Callable[..., Path], project: Project
) -> None:
    refused = land(tidy(HEADINGS, FRANCE))
    assert (refused.exit_code, refused.stdout) == (2, "")
    (line,) = refused.stderr.splitlines()
    assert f"row 1: found no column for {', '.join(OPTIONAL)}, expected one for each question of SCS2026" in line
    assert not project.landed_raw.exists()


def test_one_question_too_few_refuses_a_mapping_as_well(
    land: Callable[..., Result], tidy: Callable[..., Path], tmp_path: Path
) -> None:
    mapping = tmp_path / "mapping.yml"
    mapping.write_text(
        "columns:\n  member_code: member_code\n  it_strategy: it_strategy\n  maturity_level: maturity_level\n"
    )
    for options in ((), ("--mapping", mapping)):
        refused = land(tidy(HEADINGS, FRANCE), *options, *ALLOW_MISSING[1:])
        assert refused.exit_code == 2
        assert f"found no column for {OPTIONAL[0]}, expected" in refused.stderr
        assert f"or give {ALLOW_MISSING[0].replace('=', ' ')} if they were not asked" in refused.stderr


def test_a_required_question_may_not_be_missing(land: Callable[..., Result], tidy: Callable[..., Path]) -> None:
    refused = land(tidy(HEADINGS[:4], FRANCE[:4]), "--allow-missing", "maturity_level", *ALLOW_MISSING)
    assert refused.exit_code == 2
    assert "found no column for maturity_level" in refused.stderr


def test_a_question_that_nobody_asks_may_not_be_missing(land: Callable[..., Result], tidy: Callable[..., Path]) -> None:
    refused = land(tidy(HEADINGS, FRANCE), "--allow-missing", "expected_impacts")
    assert refused.exit_code == 2
    assert "--allow-missing: found 'expected_impacts', expected a question of SCS2026; the nearest" in refused.stderr


def test_what_is_meant_to_be_missing_is_named_and_what_is_dropped_is_counted(
    land: Callable[..., Result], tidy: Callable[..., Path]
) -> None:
    path = tidy(HEADINGS, FRANCE, JAPAN)
    told = json.loads(land(path, "--allow-missing", ",".join(OPTIONAL), "--dry-run", "--json").stdout)
    assert told["not_in_the_file"] == list(OPTIONAL)
    assert told["dropped"]["not mapped"] == ["Anything else?", "Spare"]
    assert told["dropped_cells"] == {"Anything else?": 2}
    landed = land(path, *ALLOW_MISSING)
    assert landed.exit_code == 0
    assert "Dropped, not mapped: F 'Anything else?' (2 cells), G 'Spare'\n" in landed.stdout
    assert f"Not in the file: {', '.join(OPTIONAL)}" in landed.stdout


def test_a_list_of_choices_answers_the_text_beside_it(land: Callable[..., Result], tidy: Callable[..., Path]) -> None:
    path = tidy((*HEADINGS, "capacity_building_need"), (*FRANCE, "Technical skills, Fire engines"))
    beside = "capacity_building_need_other"
    landed = land(path, *(option for option in ALLOW_MISSING if not option.endswith(beside)))
    assert landed.exit_code == 0, landed.output
    assert beside not in landed.stdout


def test_rows_without_a_column_are_named(land: Callable[..., Result], tidy: Callable[..., Path]) -> None:
    grid = [f"technology_status/{code}" for code in ("ai_ml", "blockchain", "cloud", "biometrics", "drones", "iot")]
    landed = land(tidy((*HEADINGS, *grid), (*FRANCE, *["adopted"] * len(grid))), *ALLOW_MISSING)
    assert landed.exit_code == 0
    missing = "technology_status/big_data, technology_status/geospatial, technology_status/vr_ar"
    assert f"contact_point_designated, {missing}\n" in landed.stdout
