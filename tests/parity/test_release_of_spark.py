"""What Spark built is released like what DuckDB built, and refused like it."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
from made_up_rounds import SECOND, register

from pipeline.parity.releases import compare_releases
from pipeline.project import Project
from tests.support.building import build
from tests.support.sampling import slow

Answers = Callable[[Path, str], Path]


@pytest.fixture(scope="module")
def project(module_project: Project) -> Project:
    register(SECOND, module_project.root)
    return module_project


@pytest.fixture(scope="module")
def answers(root: Path) -> Answers:
    """Write the collected round as Parquet in partitions, one of them null, one in a folder that is none."""

    def _answers(folder: Path, select_list: str) -> Path:
        folder.mkdir()
        for raw_name, options in (
            ("raw_submissions", ", partition_by (is_partial)"),
            ("raw_need_codings", ""),
            ("raw_answers", ", partition_by (survey_code)"),
        ):
            rows = f"read_csv('{root / 'tests' / 'rounds' / SECOND.survey_code / raw_name}.csv', all_varchar = true)"
            chosen = select_list if raw_name == "raw_answers" else "*"
            duckdb.sql(f"copy (select {chosen} from {rows}) to '{folder / raw_name}.parquet' (format parquet{options})")
        # Spark by itself would pass over what is below.
        partition = folder / "raw_answers.parquet" / f"survey_code={SECOND.survey_code}"
        (partition.parent / "moved").mkdir()
        partition.rename(partition.parent / "moved" / partition.name)
        return folder

    return _answers


def build_on_spark(command: Path, project: Project, folder: Path) -> dict[str, Any]:
    """The summary of a build on Spark."""
    asked = subprocess.run(
        [command, "build", "--engine", "spark", "--raw", folder, "--json"],
        cwd=project.root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert asked.stdout, asked.stderr
    summary: dict[str, Any] = json.loads(asked.stdout)
    assert summary["exit_code"] == asked.returncode
    return summary


def of_data_tests(summary: dict[str, Any]) -> list[dict[str, Any]]:
    """The findings of data tests. Those of the audit name the first row that is at fault, and marts have no order."""
    return [finding for finding in summary["findings"] if not finding["report_section"]]


def columns(release_file: Path) -> list[tuple[Any, ...]]:
    """Every column of a release, with its type and what it says."""
    with duckdb.connect(str(release_file), read_only=True) as release:
        return release.execute(
            "select schema_name, table_name, column_index, column_name, data_type, comment from duckdb_columns()"
            " where not internal order by all"
        ).fetchall()


def test_a_release_built_on_spark_is_that_of_duckdb(
    command: Path, project: Project, answers: Answers, tmp_path: Path
) -> None:
    folder = answers(tmp_path / "round", "*")
    on_duckdb = build(project, [folder])
    assert on_duckdb.release, on_duckdb
    on_spark = build_on_spark(command, project, folder)
    assert on_spark["status"] == "released", on_spark
    assert on_spark["release"]["content_hash"] == on_duckdb.release["content_hash"]
    assert on_spark["data_tests_evaluated"] == on_duckdb.data_tests_evaluated
    assert on_spark["expectations_evaluated"] == on_duckdb.expectations_evaluated
    files = [project.root / release["file"] for release in (on_duckdb.release, on_spark["release"])]
    row_counts, differences = compare_releases(project, *files)
    assert differences == []
    assert row_counts["maturity_by_region"] == 2 * 6 * 5
    assert columns(files[0]) == columns(files[1])
    with duckdb.connect(str(files[1]), read_only=True) as release:
        ((engine, version),) = release.execute("select engine, spark_version from main.release").fetchall()
    assert engine == "spark"
    assert version.startswith("4.")
    assert json.loads(files[1].with_suffix(".json").read_text())["spark_version"] == version


@slow
def test_a_data_test_that_fails_on_spark_refuses_the_release(
    command: Path, project: Project, answers: Answers, tmp_path: Path
) -> None:
    """It says what it says on DuckDB, with file and row."""
    wrong = "* replace (case when question_code = 'maturity_level' and answer = '5' then '6' else answer end as answer)"
    folder = answers(tmp_path / "round", wrong)
    on_duckdb = build(project, [folder])
    assert on_duckdb.exit_code == 1, on_duckdb
    releases = sorted(project.releases.iterdir())
    on_spark = build_on_spark(command, project, folder)
    assert (on_spark["status"], on_spark["exit_code"]) == ("failed", 1)
    assert sorted(project.releases.iterdir()) == releases
    assert of_data_tests(on_spark) == of_data_tests(on_duckdb.as_json())
    place = f"raw_answers.parquet/moved/survey_code={SECOND.survey_code}/data_0.parquet, row"
    assert any(place in finding["subject"] for finding in of_data_tests(on_spark))
