"""dbt in this process: seeds and models first, then every data test on what they made."""

import gc
import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.errors import InputError
from pipeline.memory import LIMIT, SPILL
from pipeline.project import Project

_QUIET = ["--quiet", "--log-level", "none", "--log-level-file", "none", "--no-use-colors"]
# dbt makes a folder for its log even where it writes none.
_HERE = ["--project-dir", ".", "--profiles-dir", ".", "--log-path", "target"]
# Manifest and results as files, which only the documentation reads.
NO_ARTIFACTS = "--no-write-json"
# The file that profiles.yml opens, from the project's folder, and how it opens it.
WAREHOUSE = "SMART_CUSTOMS_WAREHOUSE"
_ACCESS = "SMART_CUSTOMS_ACCESS"
# Where the macro raw_rows finds what lies as Parquet.
PARQUET = "SMART_CUSTOMS_PARQUET"
# A line of a stack trace, such as `at java.base/java.lang.Thread.run(Thread.java:840)`.
_JAVA_FRAME = re.compile(r"at [\w.$/<>]+\([^()]*\)$")

# Runs a dbt command on the project that is open, and gives dbt's own result of it.
Invoke = Callable[..., Any]


@dataclass(frozen=True)
class Relation:
    """A seed or model that was built, as its YAML describes it. key: the columns of its primary key, if it has one.

    DuckDB's warehouse has the descriptions as comments; what comes back from Spark is given them.
    """

    name: str
    schema: str
    access: str
    description: str
    column_descriptions: dict[str, str]
    key: list[str]


@dataclass(frozen=True)
class DataTest:
    """A test that was run. sql selects the rows at fault; failure_count says how many there are.

    file: the seed it is about, or where the test or its model is described. column: of a test of one column alone.
    message: what dbt says of it; error: the same where the test could not be evaluated, otherwise empty.
    """

    name: str
    file: str
    description: str
    meta: dict[str, Any]
    sql: str
    failure_count: int
    message: str
    error: str
    column: str = ""


@dataclass(frozen=True)
class Tested:
    """Data tests that were run, what they took in seconds by dbt's own timings, and what ended the run early, if so."""

    tests: list[DataTest]
    seconds: float
    exception: BaseException | None


@dataclass
class DbtOutcome:
    """errors: what stopped a seed or a model, one line each; tests then cover the seeds alone.

    seconds: by dbt's own timings, of all seeds (load), of all models (models) and of all tests (tests).
    """

    relations: list[Relation] = field(default_factory=list)
    tests: list[DataTest] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def failed_tests(self) -> list[DataTest]:
        return [test for test in self.tests if test.failure_count or test.error]


def run_dbt(
    project: Project,
    warehouse: Path,
    seeds: Path | None,
    options: Sequence[str] = (),
    when_built: Callable[[list[Relation]], None] | None = None,
    parquet: str = "",
) -> DbtOutcome:
    """Build every seed and model of the project into a warehouse file, then run all data tests.

    seeds: the folder of seeds to load instead of the project's own. options: more of dbt's own options.
    when_built: called before the tests with what was built, where everything was; from then on the warehouse is only
    read, so that another process may read it too. parquet: the raw tables in Parquet, as RawAnswers names them.
    Raises InputError where dbt cannot read the project.
    """
    outcome = DbtOutcome()
    with open_project(project, warehouse, seeds, options, parquet) as invoke:
        with _no_garbage_collection():
            built = invoke(
                "build", "--exclude-resource-type", "test", "--exclude-resource-type", "unit_test", NO_ARTIFACTS
            )
        outcome.seconds = {
            "load": _seconds_of(_results(built), "seed"),
            "models": _seconds_of(_results(built), "model"),
        }
        for result in _results(built):
            if result.status == "error":
                outcome.errors.append(f"{result.node.original_file_path}: {_one_line(result.message)}")
            elif result.status == "success":
                outcome.relations.append(_relation(result.node))
        if built.exception:
            _raise_interrupt(built.exception)
            outcome.errors.append(_one_line(built.exception))
        if when_built and not outcome.errors:
            close_database()
            os.environ[_ACCESS] = "read_only"
            when_built(outcome.relations)
        # Where a model could not be built, what is wrong with the seeds may say why.
        tested = run_data_tests(invoke, seeds_alone=bool(outcome.errors))
        outcome.tests = tested.tests
        outcome.seconds["tests"] = tested.seconds
        if tested.exception:
            _raise_interrupt(tested.exception)
            outcome.errors.append(_one_line(tested.exception))
    return outcome


def run_data_tests(invoke: Invoke, *, seeds_alone: bool) -> Tested:
    """Run every data test of the project, or those alone that look at nothing but seeds."""
    selection = ["--select", "resource_type:seed", "--indirect-selection", "cautious"] if seeds_alone else []
    tested = invoke("test", "--exclude-resource-type", "unit_test", *selection, NO_ARTIFACTS)
    results = _results(tested)
    return Tested([data_test(result) for result in results], _seconds_of(results, "test"), tested.exception)


def query_with_macros(
    project: Project, warehouse: Path, seeds: Path | None, query: str, options: Sequence[str] = ()
) -> list[dict[str, Any]]:
    """The rows of a query that uses the project's macros, as dbt compiles and runs it; the rest is as for run_dbt.

    Raises InputError where it cannot be run.
    """
    with open_project(project, warehouse, seeds, options) as invoke:
        shown = invoke("show", "--inline", query, "--limit", "-1", NO_ARTIFACTS)
        _raise_interrupt(shown.exception)
        results = _results(shown)
        if not shown.success or not results:
            reason = shown.exception or (results[0].message if results else None)
            raise InputError(f"dbt cannot run a query with the project's macros: {_one_line(reason)}")
        table = results[0].agate_table
        return [dict(zip(table.column_names, row, strict=True)) for row in table.rows]


def write_dbt_docs(project: Project) -> str:
    """dbt's documentation of the last built warehouse as one page that needs no server: the text of the page.

    What it is made of, manifest.json and catalog.json, is written to the target folder too. Raises InputError where dbt
    cannot make it.
    """
    with open_project(project, project.warehouse, None) as invoke:
        made = invoke("docs", "generate", "--static")
    if not made.success:
        raise InputError(f"dbt cannot write its documentation: {_one_line(made.exception)}; run `make build` first")
    return (project.target / "static_index.html").read_text(encoding="utf-8")


@contextmanager
def open_project(
    project: Project, warehouse: Path, seeds: Path | None, options: Sequence[str] = (), parquet: str = ""
) -> Iterator[Invoke]:
    """A function that runs a dbt command on the project, which is parsed once. Raises InputError where it cannot be."""
    from dbt.cli.main import dbtRunner

    # Relative to the project, as dbt reads them: it parses everything again when a path changes, say in a copy.
    variables = {
        WAREHOUSE: str(warehouse.relative_to(project.root)),
        "SMART_CUSTOMS_SEEDS": str(seeds.relative_to(project.root)) if seeds else None,
        _ACCESS: None,
        PARQUET: parquet or None,
        LIMIT: None,
        SPILL: None,
    }
    memory = {name: os.environ.get(name) for name in (LIMIT, SPILL)}
    with _environment(project, variables), _database_closed():
        parsed = dbtRunner().invoke(["parse", *_HERE, *_QUIET, *options, NO_ARTIFACTS])
        if not parsed.success:
            _raise_interrupt(parsed.exception)
            raise InputError(f"dbt cannot read the project: {_one_line(parsed.exception)}; mend the file it names")
        # Not before: dbt parses everything again when a value of profiles.yml changes.
        for name, value in memory.items():
            _set(name, value)
        runner = dbtRunner(manifest=parsed.result)
        yield lambda *command: runner.invoke([*command, *_HERE, *_QUIET, *options])


def _raise_interrupt(exception: BaseException | None) -> None:
    """dbt gives back an interrupt like any error; the user wants the whole build to end."""
    if isinstance(exception, KeyboardInterrupt):
        raise exception


def _results(invocation: Any) -> list[Any]:
    return list(getattr(invocation.result, "results", None) or [])


def _seconds_of(results: list[Any], resource_type: str) -> float:
    seconds = [float(result.execution_time) for result in results if result.node.resource_type == resource_type]
    return round(sum(seconds), 3)


def _relation(node: Any) -> Relation:
    return Relation(
        name=node.alias,
        schema=node.schema,
        access=str(getattr(node, "access", "protected")),
        description=node.description,
        column_descriptions={column.name: column.description for column in node.columns.values()},
        key=[
            column
            for constraint in getattr(node, "constraints", [])
            if constraint.type == "primary_key"
            for column in constraint.columns
        ],
    )


def data_test(result: Any) -> DataTest:
    node = result.node
    could_not_run = result.status in ("error", "skipped")
    return DataTest(
        name=node.name,
        file=node.config.meta.get("seed_file") or _file_of(node.original_file_path),
        description=node.description,
        meta=dict(node.config.meta),
        sql=getattr(node, "compiled_code", None) or "",  # a unit test has none
        failure_count=(result.failures or 0) if result.status in ("fail", "warn") else 0,
        message=result.message or "",
        error=_one_line(result.message) if could_not_run else "",
        column=getattr(node, "column_name", None) or "",
    )


def _file_of(path: str) -> str:
    """A test in the YAML of a seed is about the rows of the seed."""
    path = path.removeprefix("target/")  # where seeds are assembled
    return str(Path(path).with_suffix(".csv")) if path.startswith("seeds/") else path


def _one_line(message: object) -> str:
    """dbt's messages span lines and end with where the compiled code lies, Spark's with where Java was; one line of it
    is for the user."""
    lines = (line.strip() for line in str(message or "no reason given").splitlines())
    return " ".join(
        line for line in lines if line and not line.startswith("compiled code at") and not _JAVA_FRAME.match(line)
    )


@contextmanager
def _environment(project: Project, variables: dict[str, str | None]) -> Iterator[None]:
    """The project's folder, and the environment variables that profiles.yml and dbt_project.yml read.

    All is as it was before when it ends.
    """
    before = {name: os.environ.get(name) for name in variables}
    folder = Path.cwd()
    try:
        os.chdir(project.root)
        for name, value in variables.items():
            _set(name, value)
        yield
    finally:
        for name, value in before.items():
            _set(name, value)
        os.chdir(folder)


def _set(name: str, value: str | None) -> None:
    if value is None:
        os.environ.pop(name, None)
    else:
        os.environ[name] = value


@contextmanager
def _database_closed() -> Iterator[None]:
    try:
        yield
    finally:
        close_database()


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """dbt holds every value of a seed; looking through them for garbage, again and again, takes longer than reading."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def close_database() -> None:
    """dbt-duckdb keeps its connection, and with it the lock on the file, until the process ends; let go of it."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.adapters.factory import reset_adapters

    if DuckDBConnectionManager._ENV is not None:
        DuckDBConnectionManager._ENV.close()
    DuckDBConnectionManager.close_all_connections()
    reset_adapters()
