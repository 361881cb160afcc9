"""A build as tests need it by the hundred: the product's own, but for what only costs time.

- Great Expectations is imported once for all builds of this process; the product starts a process for each audit.
- A suite that was evaluated on the same rows before gives the results that it gave then.
- Data tests are compiled once and run as SQL in one connection; the product has dbt run them.

What a build finds is the same. Tests of `smart-customs build` in a process of its own, and of the build's own steps,
use the product as it is; tests/integration/test_quick_builds.py compares the two.
"""

import contextlib
import copy
import hashlib
import os
import pickle
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb
import pandas as pd
import pytest
from dbt.cli.main import dbtRunner

from expectations import audit
from expectations.audit import Result
from expectations.suites.suite import MartSuite
from pipeline.building import dbt as building_dbt
from pipeline.building import run as building_run
from pipeline.building.dbt import DataTest, Invoke, Tested
from pipeline.building.summary import Summary
from pipeline.project import Project

# What the SQL of data tests is compiled from.
_SOURCES = ("dbt_project.yml", "macros", "models", "seeds", "tests/dbt")
_COMPILED: dict[str, list[DataTest]] = {}
_EVALUATED: dict[bytes, tuple[list[Result], Any]] = {}
_RUN_SUITE = audit._run_suite
_BY_DBT = building_dbt.run_data_tests


def build(project: Project, raw_folders: Sequence[Path] = (), **options: Any) -> Summary:
    """The same as pipeline.building.run.build, in less time."""
    with quick_steps():
        return building_run.build(project, raw_folders, **options)


@contextmanager
def quick_steps() -> Iterator[None]:
    """Builds in this process, meanwhile, take the short ways of this module."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building_run, "AuditProcess", AuditInThisProcess)
        patch.setattr(building_dbt, "run_data_tests", run_compiled_data_tests)
        yield


def run_dbt_command(folder: Path, *arguments: str) -> Any:
    """Run a dbt command on what the command built in a folder; gives dbt's own result. It has to succeed."""
    with contextlib.chdir(folder), pytest.MonkeyPatch.context() as patch:
        patch.setenv(building_dbt.WAREHOUSE, "target/warehouse.duckdb")
        ended = dbtRunner().invoke([*arguments, "--quiet", "--log-level-file", "none", "--no-use-colors"])
        building_dbt.close_database()
    assert ended.success, ended.exception or [result.message for result in ended.result if result.message]
    return ended.result


def run_audit(*arguments: Any, **options: Any) -> list[Result]:
    """The same as expectations.audit.run_audit, which evaluates each suite once on the same rows."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(audit, "_run_suite", _run_suite_once)
        return audit.run_audit(*arguments, **options)


def _run_suite_once(marts: Any, suite: MartSuite, rows: pd.DataFrame) -> tuple[list[Result], Any]:
    expectations = [repr(expectation.dict(exclude={"id", "meta"})) for expectation in suite.expectations]
    # Marts have no order, and builds give their rows in any.
    table = sorted(rows.to_csv(index=False).splitlines())
    key = hashlib.sha256(pickle.dumps((suite.name, suite.key, expectations, rows.dtypes.to_dict(), table)))
    if key.digest() not in _EVALUATED:
        _EVALUATED[key.digest()] = _RUN_SUITE(marts, suite, rows)
    found, validation = _EVALUATED[key.digest()]
    return copy.deepcopy(found), validation


class AuditInThisProcess:
    """Stands in for pipeline.building.audit.AuditProcess: the same suites on the same marts."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._request: tuple[Path, list[str], Path, Path | None] | None = None

    def __enter__(self) -> "AuditInThisProcess":
        return self

    def ask(
        self,
        warehouse: Path,
        required_surveys: list[str],
        validations: Path,
        released: Path | None = None,
    ) -> None:
        self._request = (warehouse, required_surveys, validations, released)

    def results(self) -> list[dict[str, Any]]:
        assert self._request
        return [asdict(result) for result in run_audit(*self._request)]

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        pass


def run_data_tests(project: Project, warehouse: Path) -> list[DataTest]:
    """Run every data test of a project on a warehouse that is there. Nothing is built."""
    with building_dbt.open_project(project, warehouse, None) as invoke:
        return run_compiled_data_tests(invoke, seeds_alone=False).tests


def run_compiled_data_tests(invoke: Invoke, *, seeds_alone: bool) -> Tested:
    """Stands in for pipeline.building.dbt.run_data_tests.

    Where a model failed, and where raw answers lie as Parquet, whose files the SQL names, dbt runs them all the same.
    """
    if seeds_alone or os.environ.get(building_dbt.PARQUET):
        return _BY_DBT(invoke, seeds_alone=seeds_alone)
    digest = _digest(Path.cwd())
    if digest not in _COMPILED:
        compiled = invoke("compile", "--select", "resource_type:test", building_dbt.NO_ARTIFACTS)
        assert compiled.success, compiled.exception
        _COMPILED[digest] = [building_dbt.data_test(result) for result in compiled.result.results]
        building_dbt.close_database()
    with duckdb.connect(os.environ[building_dbt.WAREHOUSE], read_only=True) as warehouse:
        return Tested([_run(warehouse, test) for test in _COMPILED[digest]], 0.0, None)


def _run(warehouse: duckdb.DuckDBPyConnection, test: DataTest) -> DataTest:
    try:
        failure_count = len(warehouse.execute(test.sql).fetchall())
    except duckdb.Error as error:
        return replace(test, error=" ".join(str(error).split()))
    return replace(test, failure_count=failure_count)


def _digest(project: Path) -> str:
    """What tells whether the SQL of data tests is that of an earlier build: all but the rows of seeds."""
    files = [path for source in _SOURCES for path in sorted([project / source, *(project / source).rglob("*")])]
    content = hashlib.sha256()
    for path in files:
        if path.is_file() and path.suffix != ".csv":
            content.update(f"{path.relative_to(project)}\0".encode() + path.read_bytes())
    return content.hexdigest()
