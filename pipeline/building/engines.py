"""The engines that a build may run on, and what is the same of each."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from pipeline.building.dbt import DataTest, DbtOutcome, run_dbt
from pipeline.building.findings import MOST_ROWS
from pipeline.memory import connect
from pipeline.project import Project
from pipeline.seeds.raw import RawAnswers

Engine = Literal["duckdb", "spark"]
ENGINES: tuple[Engine, ...] = get_args(Engine)


@dataclass(frozen=True)
class Built:
    """What an engine made. rows_at_fault: gives the first rows that a failed data test selects, where it selects any.

    spark_version: None on DuckDB.
    """

    outcome: DbtOutcome
    rows_at_fault: Callable[[DataTest], list[dict[str, Any]]]
    spark_version: str | None = None


def build_on_duckdb(
    project: Project, warehouse: Path, seeds: Path | None, raw: RawAnswers, when_built: Callable[[], None]
) -> Built:
    """Build and test in a DuckDB file. seeds: the folder of seeds to load instead of the project's own.

    when_built: called once all that the audit reads is in the file, which is then only read until this ends.
    """
    outcome = run_dbt(
        project, warehouse, seeds, when_built=lambda _relations: when_built(), parquet=raw.parquet_sources
    )
    return Built(outcome, lambda test: _rows_at_fault(warehouse, test))


def _rows_at_fault(warehouse_file: Path, test: DataTest) -> list[dict[str, Any]]:
    with connect(warehouse_file, read_only=True) as warehouse:
        relation = warehouse.sql(test.sql)
        return [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchmany(MOST_ROWS)]
