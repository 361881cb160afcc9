"""Plain dbt does with this project what dbt's documentation says: nothing of its own is replaced."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from pipeline.building.dbt import WAREHOUSE
from pipeline.project import Project
from tests.support.building import as_in_the_build
from tests.support.sampling import slow

STRATEGY = Path("models") / "marts" / "strategy" / "it_strategy.sql"


def _dbt(project: Project, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Plain dbt on the warehouse that the command built."""
    with as_in_the_build(project) as warehouse:
        return subprocess.run(
            [Path(sys.executable).parent / "dbt", *arguments, "--no-use-colors"],
            cwd=project.root,
            env={**os.environ, WAREHOUSE: warehouse},
            capture_output=True,
            text=True,
            check=False,
        )


def _rows(project: Project, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(project.warehouse), read_only=True) as warehouse:
        return warehouse.execute(query).fetchall()


def _write(project: Project, path: str | Path, text: str) -> None:
    (project.root / path).write_text(text, encoding="utf-8")


def _change(project: Project, path: Path, before: str, after: str) -> None:
    text = (project.root / path).read_text(encoding="utf-8")
    assert before in text
    _write(project, path, text.replace(before, after))


def test_hooks_indexes_comments_and_models_in_python_work(project_copy: Project) -> None:
    _write(
        project_copy,
        "models/core/probe.sql",
        """{{ config(
            materialized='table',
            indexes=[{'columns': ['number']}],
            pre_hook="create or replace table main.before_it as select 1 as number",
            post_hook="create or replace table main.after_it as select count(*) as row_count from {{ this }}",
        ) }}
        select number from main.before_it""",
    )
    _write(
        project_copy,
        "models/core/python_probe.py",
        """def model(dbt, session):
            return dbt.ref("regions").filter("region_code = 'AP'")
        """,
    )
    _change(project_copy, STRATEGY.with_suffix(".yml"), "Members with an IT strategy in place.", "Members' strategies.")
    run = _dbt(project_copy, "run", "--select", "probe", "python_probe", "it_strategy")
    assert run.returncode == 0, run.stdout
    assert _rows(project_copy, "select row_count from main.after_it") == [(1,)]
    assert _rows(project_copy, "select count(*) from duckdb_indexes() where table_name = 'probe'") == [(1,)]
    assert _rows(project_copy, "select region_code from core.python_probe") == [("AP",)]
    ((comment,),) = _rows(project_copy, "select comment from duckdb_tables() where table_name = 'it_strategy'")
    assert comment == "Members' strategies. One row per survey that asked for it."


def test_every_table_and_column_of_core_and_marts_has_its_comment(released_project: Path) -> None:
    silent = _rows(
        Project(released_project),
        "select table_name, column_name from duckdb_columns()"
        " where schema_name in ('core', 'marts') and coalesce(comment, '') = ''",
    )
    assert silent == []


@pytest.mark.parametrize("materialized", [pytest.param("table", marks=slow), "view"])
@pytest.mark.parametrize(
    ("column", "written"),
    [
        ("yes_count", "cast(yes_count as bigint) as yes_count"),
        pytest.param("yes_count", "yes_count as counted", marks=slow),
        pytest.param("yes_count", "yes_count, 1 as one_more", marks=slow),
        pytest.param("yes_count, yes_share", "yes_count", marks=slow),
    ],
    ids=["another type", "another name", "one more", "one less"],
)
def test_a_contract_is_kept_to_the_column(project_copy: Project, materialized: str, column: str, written: str) -> None:
    before = _rows(project_copy, "from marts.it_strategy")
    assert before
    sql = (project_copy.root / STRATEGY).read_text(encoding="utf-8")
    _write(
        project_copy,
        STRATEGY,
        f"{{{{ config(materialized='{materialized}') }}}}\nselect * exclude ({column}), {written} from (\n{sql}\n)\n",
    )
    run = _dbt(project_copy, "run", "--select", "it_strategy")
    assert run.returncode == 1
    assert "This model has an enforced contract that failed." in run.stdout
    assert _rows(project_copy, "from marts.it_strategy") == before


@slow
def test_a_model_that_fails_on_its_rows_stays_as_it_was(project_copy: Project) -> None:
    before = _rows(project_copy, "from marts.it_strategy")
    sql = (project_copy.root / STRATEGY).read_text(encoding="utf-8")
    _write(project_copy, STRATEGY, f"{sql}\nwhere error('no row fits') is null\n")
    assert _dbt(project_copy, "run", "--select", "it_strategy").returncode == 1
    assert _rows(project_copy, "from marts.it_strategy") == before


@slow
def test_a_build_that_stopped_is_taken_up_again(project_copy: Project) -> None:
    """`dbt build` tests each model before those that read it, and `dbt retry` goes on where it stopped."""
    _change(project_copy, STRATEGY, "as yes_count", "as yes_count, no_such_column")
    assert _dbt(project_copy, "build", "--select", "it_strategy+").returncode == 1
    _change(project_copy, STRATEGY, "as yes_count, no_such_column", "as yes_count")
    retried = _dbt(project_copy, "retry")
    assert retried.returncode == 0, retried.stdout
    assert " it_strategy_is_complete_over_survey_items " in retried.stdout


@slow
def test_what_was_changed_since_can_be_selected(project_copy: Project) -> None:
    """As a pull request's CI does: `--select state:modified` with the manifest of what is in use."""
    assert _dbt(project_copy, "parse").returncode == 0
    shutil.copytree(project_copy.target, project_copy.root / "in_use", ignore=shutil.ignore_patterns("*.duckdb"))
    _change(project_copy, STRATEGY, "select * from summarised", "select * from summarised where yes_count >= 0")
    listed = _dbt(
        project_copy, "ls", "--resource-type", "model", "--select", "state:modified", "--state", "in_use", "--quiet"
    )
    assert listed.stdout.split() == ["smart_customs.marts.strategy.it_strategy"]


@slow
def test_the_catalog_has_every_relation_with_its_comments(project_copy: Project) -> None:
    generated = _dbt(project_copy, "docs", "generate")
    assert generated.returncode == 0, generated.stdout
    catalog = json.loads((project_copy.target / "catalog.json").read_text(encoding="utf-8"))
    codes = catalog["nodes"]["model.smart_customs.codes"]
    assert codes["metadata"]["comment"].startswith("Every code that a mart shows")
    assert codes["columns"]["code_list"]["comment"]
