"""What benchmarks/building.py compares: bare dbt makes and tests what the command makes and tests."""

import json
import sys
from pathlib import Path

import duckdb
import pytest

from benchmarks.building import BARE_DBT, Builder, warehouse_of_dbt
from benchmarks.measuring import MEGABYTE, measure_command
from pipeline.project import Project
from pipeline.releases.read import ReleaseReader
from tests.support.sampling import slow


@slow
def test_bare_dbt_makes_what_the_command_makes(root: Path, released_project: Path, tmp_path: Path) -> None:
    measured = Builder(Project(root), BARE_DBT, tmp_path).build()
    assert measured.user_seconds > 0
    assert measured.peak_bytes > 50 * MEGABYTE
    assert _relations(warehouse_of_dbt(Project(tmp_path))) == _relations(Project(released_project).warehouse)
    results = json.loads((tmp_path / "target" / "run_results.json").read_text())["results"]
    tests = [result["status"] for result in results if result["unique_id"].startswith("test.")]
    release = ReleaseReader.of_project(released_project)
    assert release.query("select data_tests_evaluated from main.release").fetchall() == [(len(tests),)]
    assert set(tests) == {"pass"}
    assert not any(result["unique_id"].startswith("unit_test.") for result in results)


def test_a_measured_command_that_fails_ends_the_measuring_with_its_messages(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no such survey"):
        measure_command([sys.executable, "-c", "raise SystemExit('no such survey')"], tmp_path, tmp_path / "log")


def _relations(warehouse_file: Path) -> list[tuple[str, str, str]]:
    """Schema, name and type of all that dbt made."""
    with duckdb.connect(str(warehouse_file), read_only=True) as warehouse:
        return warehouse.execute(
            "select table_schema, table_name, table_type from information_schema.tables"
            " where table_schema <> 'audit' order by all"
        ).fetchall()
