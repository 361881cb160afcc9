"""Marts as the two engines left them: a table of a DuckDB file, and a folder of Parquet files of Spark's warehouse."""

from pathlib import Path

import duckdb

from pipeline.parity.compare import Mart
from pipeline.spark.tables import table_files


def duckdb_mart(warehouse_file: Path, schema: str, name: str) -> Mart | None:
    """A mart of a DuckDB warehouse; None where it has no such table."""
    with duckdb.connect(str(warehouse_file), read_only=True) as warehouse:
        try:
            return _mart(warehouse.table(f"{schema}.{name}"))
        except duckdb.CatalogException:
            return None


def spark_mart(warehouse: Path, schema: str, name: str) -> Mart | None:
    """A mart of Spark's warehouse folder; None where it has no such table. DuckDB reads what Spark wrote."""
    files = table_files(warehouse, schema, name)
    if not files:
        return None
    with duckdb.connect() as reader:
        return _mart(reader.read_parquet(files, hive_partitioning=False))


def _mart(relation: duckdb.DuckDBPyRelation) -> Mart:
    types = [str(column_type) for column_type in relation.types]
    return Mart(list(zip(relation.columns, types, strict=True)), relation.fetchall())
