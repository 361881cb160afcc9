"""Where each column of a model comes from, read from its SQL: dbt docs show the lineage of tables only."""

import copy
from typing import Any

from sqlglot import exp
from sqlglot.lineage import lineage


def add_column_lineage(manifest: dict[str, Any], catalog: dict[str, Any]) -> dict[str, Any]:
    """The manifest with one more sentence in the description of each model's columns: the columns it is made of.

    manifest, catalog: dbt's artifacts of a compiled project whose tables are built.
    The columns are those of the models and seeds one step before; each has a description with its own.
    """
    described = copy.deepcopy(manifest)
    tables = _columns_of_tables(catalog)
    for unique_id, node in described["nodes"].items():
        if node["resource_type"] != "model" or unique_id not in catalog["nodes"]:
            continue
        for column_name, column in node["columns"].items():
            origins = column_origins(column_name, node["compiled_code"], tables)
            listed = ", ".join(f"`{origin}`" for origin in origins) or "no column"
            column["description"] = f"{column['description']}\n\nMade of {listed}."
    return described


def column_origins(column_name: str, sql: str, tables: dict[str, Any]) -> list[str]:
    """The columns that one column of a query is made of, as schema.table.column, in alphabetical order.

    tables: database to schema to table to column to type, so that `select *` can be told.
    """
    parts = lineage(column_name, sql, schema=tables, dialect="duckdb").walk()
    return sorted(
        {
            f"{part.expression.db}.{part.expression.name}.{part.name.rsplit('.', 1)[-1]}"
            for part in parts
            if isinstance(part.expression, exp.Table)
        }
    )


def _columns_of_tables(catalog: dict[str, Any]) -> dict[str, Any]:
    tables: dict[str, Any] = {}
    for node in catalog["nodes"].values():
        table = node["metadata"]
        columns = {name: column["type"] for name, column in node["columns"].items()}
        tables.setdefault(table["database"], {}).setdefault(table["schema"], {})[table["name"]] = columns
    return tables
