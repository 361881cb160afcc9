"""Building on Spark: what Spark made comes back into a DuckDB warehouse while it still tests."""

from collections.abc import Callable
from pathlib import Path

from pipeline.building.engines import Built
from pipeline.project import Project
from pipeline.seeds.raw import RawAnswers
from pipeline.spark.environment import target_for
from pipeline.spark.process import SparkProcess
from pipeline.spark.tables import bring_back


def build_on_spark(
    project: Project, folder: Path, warehouse: Path, seeds: Path | None, raw: RawAnswers, when_built: Callable[[], None]
) -> Built:
    """Build and test on Spark, and bring what the audit and a release read into a DuckDB warehouse file.

    folder: the build's own, for Spark's tables and messages. The rest is as for build_on_duckdb.
    """
    tables = folder / "spark"
    with SparkProcess(
        project,
        folder,
        tables,
        seeds,
        raw.parquet_sources,
        target=target_for(raw),
        target_path=project.target / "spark",
    ) as process:
        if relations := process.relations():
            bring_back(tables, warehouse, relations)
            when_built()
        run = process.run()
    return Built(run.outcome, lambda test: run.rows_at_fault.get(test.name, []), run.version)
