"""What of parity runs without Spark: the cases of the macros on DuckDB, releases compared, and what is missing told.

The environment of the tests has no Spark: it is installed as it is locked, and what is not in it is taken out.
"""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pipeline.building.dbt import query_with_macros
from pipeline.errors import InputError
from pipeline.parity.engine import MACRO_CASES
from pipeline.parity.releases import compare_releases
from pipeline.project import Project
from pipeline.releases.store import ReleaseStore
from pipeline.spark.environment import SMALL
from pipeline.spark.process import SparkProcess
from tests.support.building import as_in_the_build
from tests.support.public_marts import public_marts
from tests.support.releases import publish_changed


def spark_process(project: Project, folder: Path) -> SparkProcess:
    target = project.target / "spark"
    return SparkProcess(project, folder, target / "warehouse", None, target=SMALL, target_path=target)


def query(project: Project, text: str) -> list[dict[str, Any]]:
    with as_in_the_build(project) as warehouse:
        return query_with_macros(project, project.root / warehouse, None, text)


def test_every_case_of_the_macros_comes_out_on_duckdb(module_project: Project) -> None:
    rows = query(module_project, MACRO_CASES.read_text(encoding="utf-8"))
    assert len(rows) >= 25
    assert [row for row in rows if row["found"] != row["expected"]] == []


def test_a_macro_that_comes_out_otherwise_is_seen(project_copy: Project) -> None:
    shares = project_copy.root / "macros" / "shares.sql"
    text = shares.read_text(encoding="utf-8")
    shares.write_text(text.replace("{{ numerator }} // {{ divisor }}", "round({{ numerator }} / {{ divisor }})"))
    rows = query(project_copy, MACRO_CASES.read_text(encoding="utf-8"))
    assert "integer_quotient leaves the remainder out" in [
        row["macro_case"] for row in rows if row["found"] != row["expected"]
    ]


def test_a_query_that_cannot_be_run_is_told_in_one_line(module_project: Project) -> None:
    with pytest.raises(InputError, match=r"dbt cannot run a query with the project's macros: .*no_such_table"):
        query(module_project, "select * from no_such_table")


def test_equal_releases_do_not_differ(module_project: Project) -> None:
    current = ReleaseStore(module_project.releases).current()
    assert current
    file = module_project.releases / current.file
    row_counts, differences = compare_releases(module_project, file, file)
    assert (len(row_counts), differences) == (len(public_marts(module_project.root)), [])


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "update marts.it_strategy set yes_count = yes_count + 1",
            ["it_strategy, survey_code='SCS2024', yes_count: DuckDB 107, Spark 108"],
        ),
        ("drop table marts.it_strategy", ["it_strategy: DuckDB a mart, Spark no such mart"]),
        (
            "alter table marts.it_strategy alter yes_count type bigint",
            ["it_strategy, yes_count: DuckDB INTEGER, Spark BIGINT"],
        ),
    ],
)
def test_a_mart_that_differs_between_releases_is_told(project_copy: Project, statement: str, said: list[str]) -> None:
    store = ReleaseStore(project_copy.releases)
    current = store.current()
    assert current
    changed = publish_changed(store, statement)
    files = (project_copy.releases / release.file for release in (current, changed))
    _, differences = compare_releases(project_copy, *files)
    assert [difference.line for difference in differences] == said


def test_a_mart_without_a_primary_key_cannot_be_compared(project_copy: Project) -> None:
    current = ReleaseStore(project_copy.releases).current()
    assert current
    (project_copy.root / "models" / "marts" / "strategy" / "it_strategy.yml").unlink()
    with pytest.raises(InputError, match="it_strategy: found no primary key"):
        compare_releases(project_copy, *2 * [project_copy.releases / current.file])


@pytest.mark.parametrize("arguments", [["parity"], ["build", "--engine", "spark"]])
def test_without_spark_the_command_says_what_to_do(module_project: Project, arguments: list[str]) -> None:
    command = Path(sys.executable).parent / "smart-customs"
    asked = subprocess.run([command, *arguments], cwd=module_project.root, capture_output=True, text=True, check=False)
    assert asked.returncode == 2
    assert asked.stdout == ""
    assert re.fullmatch(r"Error: .*: found .*, expected .*\n", asked.stderr)
    assert not (module_project.target / "parity").exists()
    assert not list((module_project.target / "build").glob("*"))


def test_what_stops_the_second_process_is_told_by_the_first(module_project: Project, tmp_path: Path) -> None:
    with (
        spark_process(module_project, tmp_path) as process,
        pytest.raises(InputError, match=r"dbt cannot read the project: .*spark"),
    ):
        process.run()


def test_a_second_process_that_ends_without_a_word_is_told(module_project: Project, tmp_path: Path) -> None:
    with spark_process(module_project, tmp_path) as process:
        process._process.kill()
        with pytest.raises(InputError, match=r"spark\.log: found that Spark ended \(exit code -9\)"):
            process.run()


def test_the_second_process_ends_with_the_first(module_project: Project, tmp_path: Path) -> None:
    with spark_process(module_project, tmp_path) as process:
        assert process._process.stdin is not None
        process._process.stdin.close()  # as when the first is killed
        assert process._process.wait(timeout=60) == 1
        with pytest.raises(InputError, match=r"spark\.log: found that Spark ended \(exit code 1\)"):
            process.run()
