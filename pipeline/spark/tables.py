"""Tables as Spark leaves them: each a folder of Parquet files, <warehouse>/<schema>.db/<name>, which DuckDB reads."""

from collections.abc import Sequence
from pathlib import Path

import duckdb

from pipeline.building.dbt import Relation
from pipeline.comments import comment_on
from pipeline.errors import InputError
from pipeline.memory import connect

_RAW = "raw"
# The facts of the core are respondent-level, and nothing after the models reads them.
_FACT = "fct_"


def table_files(spark_warehouse: Path, schema: str, name: str) -> list[str]:
    """The Parquet files of a table; none where there is no such table. Some of them may be without rows."""
    return [str(file) for file in sorted((spark_warehouse / f"{schema}.db" / name).glob("*.parquet"))]


def bring_back(spark_warehouse: Path, warehouse_file: Path, relations: Sequence[Relation]) -> list[str]:
    """Copy what Spark made into a new DuckDB warehouse: seeds and tables, not raw answers and facts.

    They come with their keys and comments. Views have no files, and stay on Spark too. Gives the names of what came,
    such as marts.codes. Raises InputError where a primary key, which Spark does not enforce, stands twice or is
    missing.
    """
    brought: dict[str, Relation] = {}
    with connect(warehouse_file) as warehouse:
        warehouse.begin()
        for relation in relations:
            files = table_files(spark_warehouse, relation.schema, relation.name)
            if relation.schema == _RAW or relation.name.startswith(_FACT) or not files:
                continue
            name = f"{relation.schema}.{relation.name}"
            warehouse.execute(f"create schema if not exists {relation.schema}")
            warehouse.read_parquet(files, hive_partitioning=False).create(name)
            brought[name] = relation
        warehouse.commit()
        for name, relation in brought.items():
            # In the same transaction as the rows a key would not be checked.
            if relation.key:
                _add_key(warehouse, name, relation.key)
            comment_on(warehouse, name, relation.description, relation.column_descriptions)
        warehouse.execute("checkpoint")
    return sorted(brought)


def _add_key(warehouse: duckdb.DuckDBPyConnection, name: str, key: Sequence[str]) -> None:
    try:
        # The audit tells by it which numbers of a mart say which row it is.
        warehouse.execute(f"alter table {name} add primary key ({', '.join(key)})")
    except duckdb.ConstraintException as error:
        raise InputError(
            f"{name}: found a primary key that is missing or stands twice in what Spark made "
            f"({' '.join(str(error).split())}), expected one row for each {', '.join(key)}; mend the model"
        ) from error
