"""A made-up round as `make bench` makes and measures it."""

import json
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from benchmarks.measuring import Measured
from benchmarks.scale import ways
from benchmarks.scale.__main__ import differences, measure
from benchmarks.scale.comparing import compare
from benchmarks.scale.rounds import SURVEY, Round, make_round
from benchmarks.scale.ways import BUILD, DBT, FLOOR, PANDAS, WAYS, Run
from pipeline.project import Project
from tests.support.sampling import slow

SUBMISSIONS = 1000


@pytest.fixture(scope="module")
def made(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Round:
    return make_round(Project(root), SUBMISSIONS, tmp_path_factory.mktemp("round"))


@pytest.fixture(scope="module")
def built(made: Round) -> Run:
    return ways.bare_dbt(made)


def test_a_round_is_as_large_as_asked_for_and_like_the_one_of_2024(made: Round) -> None:
    assert made.submissions == SUBMISSIONS
    assert 30 * SUBMISSIONS < made.answers < 80 * SUBMISSIONS
    for project in (made.project, made.project_of_dbt):
        assert f"\n{SURVEY}," in (project.seeds / "codebook" / "surveys.csv").read_text(encoding="utf-8")


@slow
def test_every_way_makes_the_marts_that_dbt_makes(made: Round, built: Run) -> None:
    assert built.work == built.whole.seconds > 0
    with duckdb.connect(str(built.warehouse), read_only=True) as warehouse:
        assert warehouse.execute(
            "select submission_count, participation_rate between 0.5 and 0.7 from marts.participation_summary "
            f"where survey_code = '{SURVEY}'"
        ).fetchall() == [(SUBMISSIONS, True)]
    for way in (FLOOR, PANDAS):
        run = WAYS[way](made)
        assert 0 < run.work < run.whole.seconds
        assert compare(built.warehouse, run.warehouse, way) == []


@slow
def test_ways_take_turns_and_are_compared_with_the_build(
    made: Round, built: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = []

    def _note(way: str, run: Run) -> None:
        def _run(_of: Round) -> Run:
            order.append(way)
            return run

        monkeypatch.setitem(WAYS, way, _run)

    floor = WAYS[FLOOR](made)
    _note(BUILD, built)
    _note(FLOOR, floor)
    runs, differing = measure(made, [BUILD, FLOOR], repeats=2)
    assert order == [BUILD, FLOOR, FLOOR, BUILD]
    assert {way: len(of_way) for way, of_way in runs.items()} == {BUILD: 2, FLOOR: 2}
    assert differing == []
    with duckdb.connect(str(floor.warehouse)) as connection:
        connection.execute(f"update marts.it_strategy set yes_count = 0 where survey_code = '{SURVEY}'")
    [line] = differences({BUILD: [built], FLOOR: [floor]})
    assert line.startswith(f"it_strategy [{SURVEY}], yes_count: {FLOOR} found 0, the build ")
    assert differences({BUILD: [built], DBT: [replace(built)]}) == []


def test_the_steps_of_a_build_are_read_from_its_summary(made: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    commands = []

    def _measured(command: list[str], *_places: Path) -> tuple[Measured, str]:
        commands.append(command[1:])
        seconds = {"read": 0.5, "load": 1.0, "models": 4.0, "dbt": 9.0, "audit": 2.0, "release": 0.25}
        return Measured(14.0, 14.0, 1), json.dumps({"seconds": seconds})

    monkeypatch.setattr(ways, "measure_tree", _measured)
    run = ways.build(made)
    assert commands == [["build", "--raw", str(made.raw), "--json", "--memory-limit", "6GB"]]
    assert run.work == 4.0
    assert run.steps == {"load": 1.5, "models": 4.0, "audit": 2.0, "release": 0.25}
