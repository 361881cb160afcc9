"""The ways to make the marts of a round, each in a process of its own."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.building import BARE_DBT, warehouse_of_dbt
from benchmarks.measuring import Measured, installed, measure_tree
from benchmarks.scale.rounds import Round
from pipeline.seeds.raw import read_raw_answers

MEMORY_LIMIT = "6GB"
BUILD, FLOOR, PANDAS, DBT = "smart-customs build", "DuckDB script", "pandas", "dbt build"
# The steps of a build of which it tells the seconds. Loading has two: checking the raw files, and loading the seeds.
LOAD, MODELS, AUDIT, RELEASE = "load", "models", "audit", "release"
READ = "read"


@dataclass(frozen=True)
class Run:
    """What one way took once. steps: seconds by step, for the build; work: without the start of Python.

    warehouse: the file that holds the marts.
    """

    whole: Measured
    work: float
    steps: dict[str, float]
    warehouse: Path


def build(of: Round) -> Run:
    """The command: raw answers to a release. Its work is that of the models, as dbt times them."""
    command = [installed("smart-customs"), "build", "--raw", str(of.raw), "--json", "--memory-limit", MEMORY_LIMIT]
    whole, printed = measure_tree(command, of.project.root, of.project.root / "build.log")
    seconds = json.loads(printed)["seconds"]
    steps = {**{step: seconds[step] for step in (MODELS, AUDIT, RELEASE)}, LOAD: seconds[READ] + seconds[LOAD]}
    return Run(whole, steps[MODELS], steps, of.project.warehouse)


def bare_dbt(of: Round) -> Run:
    """The same seeds, models and data tests by dbt alone, told what the command tells it."""
    project = of.project_of_dbt
    raw = read_raw_answers(project, [of.raw])
    environment = {"SMART_CUSTOMS_PARQUET": raw.parquet_sources, "SMART_CUSTOMS_MEMORY_LIMIT": MEMORY_LIMIT}
    warehouse = warehouse_of_dbt(project)
    warehouse.unlink(missing_ok=True)
    name, *arguments = BARE_DBT
    whole, _ = measure_tree([installed(name), *arguments], project.root, project.root / "build.log", environment)
    return Run(whole, whole.seconds, {}, warehouse)


def script(module: str) -> Callable[[Round], Run]:
    """A way that is a module of this package, and says itself how long it took."""

    def _run(of: Round) -> Run:
        warehouse = of.raw.parent / f"{module}.duckdb"
        warehouse.unlink(missing_ok=True)
        arguments = [str(of.project.root), str(warehouse), str(of.raw)]
        here = Path(__file__).parents[2]
        command = [sys.executable, "-m", f"benchmarks.scale.{module}", *arguments]
        whole, printed = measure_tree(command, here, of.raw.parent / f"{module}.log")
        return Run(whole, float(printed), {}, warehouse)

    return _run


WAYS: dict[str, Callable[[Round], Run]] = {
    BUILD: build,
    FLOOR: script("floor"),
    PANDAS: script("with_pandas"),
    DBT: bare_dbt,
}
