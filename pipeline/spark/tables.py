"""Tables as Spark leaves them: each a folder of Parquet files, <warehouse>/<schema>.db/<name>, which DuckDB reads."""

from pathlib import Path

import duckdb

# Staging and intermediate models are views, and have no files.
_RAW = "raw"
# The facts of the core are respondent-level, and nothing after the models reads them.
_FACT = "fct_"


def table_files(spark_warehouse: Path, schema: str, name: str) -> list[str]:
    """The Parquet files of a table; none where there is no such table. Some of them may be without rows."""
    return [str(file) for file in sorted((spark_warehouse / f"{schema}.db" / name).glob("*.parquet"))]


def bring_back(spark_warehouse: Path, warehouse_file: Path) -> list[str]:
    """Copy what Spark made into a new DuckDB warehouse: seeds and tables, without raw answers and facts.

    Gives their names, such as marts.codes. Columns and types are those that Spark wrote.
    """
    brought = []
    with duckdb.connect(str(warehouse_file)) as warehouse:
        warehouse.begin()
        for folder in sorted(spark_warehouse.glob("*.db/*")):
            schema, name = folder.parent.stem, folder.name
            files = table_files(spark_warehouse, schema, name)
            if schema == _RAW or name.startswith(_FACT) or not files:
                continue
            warehouse.execute(f"create schema if not exists {schema}")
            warehouse.read_parquet(files, hive_partitioning=False).create(f"{schema}.{name}")
            brought.append(f"{schema}.{name}")
        warehouse.commit()
        warehouse.execute("checkpoint")
    return brought
