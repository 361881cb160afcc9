"""A build as tests need it by the hundred: the product's own, but for what only costs time.

- Great Expectations is imported once for all builds of this process; the product starts a process for each audit.
- A suite that was evaluated on the same rows before gives the results that it gave then.
- Seeds and models are built with the SQL that dbt executed in an earlier build of the same models, data tests run with
  the SQL that it compiled; the product has dbt build and test.

What a build finds is the same. Tests of `smart-customs build` in a process of its own, and of the build's own steps,
use the product as it is; tests/integration/test_quick_builds.py compares the two.
"""

import contextlib
import copy
import hashlib
import os
import pickle
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb
import pandas as pd
import pytest
from dbt.adapters.duckdb.environments.local import DuckDBCursorWrapper
from dbt.cli.main import dbtRunner

from expectations import audit
from expectations.audit import Result
from expectations.suites.suite import MartSuite
from pipeline.building import dbt as building_dbt
from pipeline.building import engines as building_engines
from pipeline.building import run as building_run
from pipeline.building.dbt import DataTest, DbtOutcome, Invoke, Relation, Tested
from pipeline.building.summary import Summary
from pipeline.files import written_whole
from pipeline.memory import connect
from pipeline.project import Project

# The statements that changed the database, what they made, and the data tests of it.
Executed = tuple[list[str], list[Relation], list[DataTest]]

# What the SQL of models and data tests is compiled from.
_SOURCES = ("dbt_project.yml", "profiles.yml", "macros", "models", "seeds", "tests/dbt")
_EXECUTED: dict[str, Executed] = {}
_shared: Path | None = None
_COMPILED: dict[str, list[DataTest]] = {}
_EVALUATED: dict[bytes, tuple[list[Result], Any]] = {}
# What dbt asks the database, and its transactions.
_NO_CHANGE = re.compile(r"(select|describe|begin|commit)\b", re.IGNORECASE)
_RUN_SUITE = audit._run_suite
_RUN_DBT = building_dbt.run_dbt
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
        patch.setattr(building_engines, "run_dbt", run_executed_dbt)
        patch.setattr(building_dbt, "run_data_tests", run_compiled_data_tests)
        yield


def share(folder: Path) -> None:
    """Have builds take what another process that shares the folder had dbt do."""
    global _shared
    _shared = folder


def run_dbt_command(folder: Path, *arguments: str) -> Any:
    """Run a dbt command on what the command built in a folder; gives dbt's own result. It has to succeed."""
    with contextlib.chdir(folder), as_in_the_build(Project(folder)) as warehouse, pytest.MonkeyPatch.context() as patch:
        patch.setenv(building_dbt.WAREHOUSE, warehouse)
        ended = dbtRunner().invoke([*arguments, "--quiet", "--log-level-file", "none", "--no-use-colors"])
        building_dbt.close_database()
    assert ended.success, ended.exception or [result.message for result in ended.result if result.message]
    return ended.result


@contextmanager
def as_in_the_build(project: Project) -> Iterator[str]:
    """The warehouse lies meanwhile where the build had it: dbt parses everything again where its path changes."""
    path = project.target / "build" / "warehouse.duckdb"
    path.parent.mkdir(exist_ok=True)
    project.warehouse.rename(path)
    try:
        yield str(path.relative_to(project.root))
    finally:
        path.rename(project.warehouse)


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


def run_executed_dbt(
    project: Project, warehouse: Path, seeds: Path | None, *, when_built: Any, parquet: str
) -> DbtOutcome:
    """Stands in for pipeline.building.dbt.run_dbt.

    What cannot be executed again dbt builds, and says what is wrong. SQL names the files of raw answers that lie as
    Parquet: of the same files only, it can be executed again.
    """
    folder = f"'./{(seeds or project.seeds).relative_to(project.root)}/"
    rows = _shape_of_seeds(seeds or project.seeds) + parquet
    key = hashlib.sha256((_digest(project.root) + rows).encode()).hexdigest()
    executed = _executed(key)
    if executed is None:
        with _noting_statements() as statements:
            outcome = _RUN_DBT(project, warehouse, seeds, when_built=when_built, parquet=parquet)
        if not outcome.errors:
            changes = [statement.strip().replace(folder, "'./seeds/") for statement in statements]
            changes = [change for change in changes if not _NO_CHANGE.match(change)]
            _keep(key, (changes, outcome.relations, outcome.tests))
        return outcome
    statements, relations, tests = executed
    try:
        with contextlib.chdir(project.root), connect(warehouse) as database:
            database.begin()
            for statement in statements:
                database.execute(statement.replace("'./seeds/", folder))
            database.commit()
    except duckdb.Error:
        warehouse.unlink(missing_ok=True)
        return _RUN_DBT(project, warehouse, seeds, when_built=when_built, parquet=parquet)
    when_built(relations)
    tests = _run_all(warehouse, tests)
    return DbtOutcome(relations, tests, seconds=dict.fromkeys(("load", "models", "tests"), 0.0))


def _executed(key: str) -> Executed | None:
    if key not in _EXECUTED and _shared and (_shared / key).exists():
        _EXECUTED[key] = pickle.loads((_shared / key).read_bytes())
    return _EXECUTED.get(key)


def _keep(key: str, executed: Executed) -> None:
    _EXECUTED[key] = executed
    if _shared:
        with written_whole(_shared / key) as path:
            path.write_bytes(pickle.dumps(executed))


@contextmanager
def _noting_statements() -> Iterator[list[str]]:
    """Everything that dbt has DuckDB execute meanwhile."""
    statements: list[str] = []
    execute = DuckDBCursorWrapper.execute

    def note(cursor: DuckDBCursorWrapper, sql: str, bindings: Any = None) -> Any:
        statements.append(sql)
        return execute(cursor, sql, bindings)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DuckDBCursorWrapper, "execute", note)
        yield statements


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
    return Tested(_run_all(Path(os.environ[building_dbt.WAREHOUSE]), _COMPILED[digest]), 0.0, None)


def _run_all(warehouse: Path, tests: list[DataTest]) -> list[DataTest]:
    with connect(warehouse, read_only=True) as database:
        return [_run(database, test) for test in tests]


def _run(warehouse: duckdb.DuckDBPyConnection, test: DataTest) -> DataTest:
    try:
        failure_count = len(warehouse.execute(test.sql).fetchall())
    except duckdb.Error as error:
        return replace(test, error=" ".join(str(error).split()))
    return replace(test, failure_count=failure_count, error="")


def _digest(project: Path) -> str:
    """What tells whether SQL is that of an earlier build: all but the rows of seeds."""
    files = [path for source in _SOURCES for path in sorted([project / source, *(project / source).rglob("*")])]
    content = hashlib.sha256()
    for path in files:
        if path.is_file() and path.suffix != ".csv":
            content.update(f"{path.relative_to(project)}\0".encode() + path.read_bytes())
    return content.hexdigest()


def _shape_of_seeds(folder: Path) -> str:
    """What of the rows of seeds decides which statements dbt executes: columns, and whether there is a row."""
    files = sorted(folder.rglob("*.csv"))
    lines = {str(path.relative_to(folder)): path.read_bytes().splitlines() for path in files}
    return repr([(name, of_file[:1], len(of_file) > 1) for name, of_file in lines.items()])
