"""Models are made in their place: what was there before stays where making fails, and goes where its kind changes."""

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from pipeline.project import Project


def _run(project: Project, model: str) -> subprocess.CompletedProcess[str]:
    """Plain dbt on the warehouse that is there."""
    return subprocess.run(
        [Path(sys.executable).parent / "dbt", "run", "--select", model, "--quiet"],
        cwd=project.root,
        capture_output=True,
        text=True,
        check=False,
    )


def _rows(project: Project, relation: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(project.warehouse), read_only=True) as warehouse:
        return warehouse.execute(f"select * from {relation} order by all").fetchall()


def _kind(project: Project, name: str) -> str:
    with duckdb.connect(str(project.warehouse), read_only=True) as warehouse:
        ((kind,),) = warehouse.execute(
            "select table_type from information_schema.tables where table_name = ?", [name]
        ).fetchall()
    return str(kind)


@pytest.mark.parametrize(
    ("model", "relation", "path"),
    [
        ("it_strategy", "marts.it_strategy", "models/marts/strategy/it_strategy.sql"),
        ("int_survey_days", "intermediate.int_survey_days", "models/intermediate/int_survey_days.sql"),
    ],
)
def test_what_cannot_be_made_again_stays_as_it_was(project_copy: Project, model: str, relation: str, path: str) -> None:
    before = _rows(project_copy, relation)
    assert before
    text = (project_copy.root / path).read_text(encoding="utf-8")
    (project_copy.root / path).write_text(f"{text}\nwhere no_such_column = 1\n", encoding="utf-8")
    assert _run(project_copy, model).returncode == 1
    assert _rows(project_copy, relation) == before


def test_a_model_that_fails_on_its_rows_stays_as_it_was(project_copy: Project) -> None:
    """The new table is there, and empty, when its rows turn out not to fit."""
    before = _rows(project_copy, "marts.it_strategy")
    path = project_copy.root / "models" / "marts" / "strategy" / "it_strategy.sql"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}\nwhere error('no row fits') is null\n", encoding="utf-8")
    assert _run(project_copy, "it_strategy").returncode == 1
    assert _rows(project_copy, "marts.it_strategy") == before


@pytest.mark.parametrize(
    ("column", "written"),
    [
        ("yes_count", "cast(yes_count as bigint) as yes_count"),
        ("yes_count", "yes_count as counted"),
        ("yes_count", "yes_count, 1 as one_more"),
        ("yes_count, yes_share", "yes_count"),
    ],
    ids=["another type", "another name", "one more", "one less"],
)
def test_a_contract_is_kept_to_the_column(project_copy: Project, column: str, written: str) -> None:
    before = _rows(project_copy, "marts.it_strategy")
    path = project_copy.root / "models" / "marts" / "strategy" / "it_strategy.sql"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"select * exclude ({column}), {written} from (\n{text}\n)\n", encoding="utf-8")
    run = _run(project_copy, "it_strategy")
    assert run.returncode == 1
    assert "This model has an enforced contract that failed." in run.stdout
    assert _rows(project_copy, "marts.it_strategy") == before


def test_a_view_becomes_a_table_and_a_view_again(project_copy: Project) -> None:
    before = _rows(project_copy, "intermediate.int_survey_days")
    path = project_copy.root / "models" / "intermediate" / "int_survey_days.sql"
    view = path.read_text(encoding="utf-8")
    for text, kind in ((f"{{{{ config(materialized='table') }}}}\n{view}", "BASE TABLE"), (view, "VIEW")):
        path.write_text(text, encoding="utf-8")
        assert _run(project_copy, "int_survey_days").returncode == 0
        assert _kind(project_copy, "int_survey_days") == kind
        assert _rows(project_copy, "intermediate.int_survey_days") == before
