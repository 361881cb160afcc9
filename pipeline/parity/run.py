"""Both engines on the same seeds, models and data tests, then every public mart of the one beside that of the other."""

import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock

from pipeline.building.dbt import Relation
from pipeline.building.run import read_input
from pipeline.errors import InputError
from pipeline.parity.compare import Difference, compare_mart
from pipeline.parity.engine import EngineRun, engine_run, macro_cases, run_on_duckdb
from pipeline.parity.marts import duckdb_mart, spark_mart
from pipeline.project import Project
from pipeline.spark.environment import check_spark, target_for
from pipeline.spark.process import SparkProcess


@dataclass
class Parity:
    """What a comparison came to.

    marts: name of each public mart, and its rows on DuckDB. tests and macro_cases: how many were run, by engine.
    faults: what failed on an engine, one line each; differences: between the marts of the two.
    """

    marts: dict[str, int] = field(default_factory=dict)
    tests: dict[str, int] = field(default_factory=dict)
    macro_cases: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def is_equal(self) -> bool:
        return not self.faults and not self.differences


def compare_engines(project: Project, raw_folders: Sequence[Path], tell: Callable[[str], None]) -> Parity:
    """Build on DuckDB and on Spark, test on both, and compare every public mart.

    raw_folders: as for a build. tell: called with the name of each step as it starts. Everything is made in
    target/parity. Raises InputError where it cannot be done at all.
    """
    check_spark()
    project.target.mkdir(exist_ok=True)
    with FileLock(project.target / "parity.lock"):
        return _compare_engines(project, raw_folders, tell)


def _compare_engines(project: Project, raw_folders: Sequence[Path], tell: Callable[[str], None]) -> Parity:
    raw = read_input(project, raw_folders)
    # Nothing of an earlier run stays; beside it lies what dbt knows of the project, which spares it a full parse.
    made = project.target / "parity" / "made"
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(parents=True)
    seeds = None
    if not raw.is_shipped_only:
        seeds = made / "seeds"
        raw.assemble(project, seeds)
    duckdb_file, spark_folder = made / "warehouse.duckdb", made / "spark"

    parity = Parity()
    start = time.perf_counter()
    tell("Building and testing on DuckDB and on Spark")
    with SparkProcess(
        project,
        made,
        spark_folder,
        seeds,
        raw.parquet_sources,
        target=target_for(raw),
        target_path=project.target / "parity",
        query=macro_cases(),
    ) as process:
        duckdb_run = run_on_duckdb(project, duckdb_file, seeds, raw.parquet_sources)
        parity.seconds[duckdb_run.name] = time.perf_counter() - start
        tell("Waiting for Spark")
        on_spark = process.run()
        spark_run = engine_run("Spark", on_spark.outcome, on_spark.rows)
        parity.seconds[spark_run.name] = time.perf_counter() - start

    tell("Comparing the marts")
    for run in (duckdb_run, spark_run):
        parity.tests[run.name] = len(run.outcome.tests)
        parity.macro_cases[run.name] = len(run.macro_cases)
        parity.faults += run.faults
    parity.faults += ran_on_one_engine(duckdb_run, spark_run)
    for mart in public_marts(duckdb_run, spark_run):
        ours = duckdb_mart(duckdb_file, mart.schema, mart.name)
        theirs = spark_mart(spark_folder, mart.schema, mart.name)
        parity.marts[mart.name] = len(ours.rows) if ours else 0
        parity.differences += compare_mart(mart.name, mart.key, ours, theirs)
    return parity


def public_marts(*runs: EngineRun) -> list[Relation]:
    """Every public mart that was made on any engine, by name. Raises InputError where one has no primary key."""
    marts = {mart.name: mart for run in runs for mart in run.outcome.relations if mart.access == "public"}
    if without_key := sorted(mart.name for mart in marts.values() if not mart.key):
        raise InputError(
            *(
                f"{name}: found no primary key, expected one to tell rows apart; add it to its YAML"
                for name in without_key
            )
        )
    return [marts[name] for name in sorted(marts)]


def ran_on_one_engine(one: EngineRun, other: EngineRun) -> list[str]:
    """The data tests that ran on one engine alone, one line each."""
    return [
        f"{missing.name}, data test {name}: found that it did not run, expected it to, as on {there.name}"
        for missing, there in ((one, other), (other, one))
        for name in sorted({test.name for test in there.outcome.tests} - {test.name for test in missing.outcome.tests})
    ]
