"""Comments on tables and columns: what a description of them says, in the database itself."""

from collections.abc import Mapping

import duckdb


def comment_on(
    connection: duckdb.DuckDBPyConnection, table: str, description: str, column_descriptions: Mapping[str, str]
) -> None:
    """Set the comments of a table, named with its schema, and of its columns."""
    connection.execute(f"comment on table {table} is '{_sql_text(description)}'")
    for column, text in column_descriptions.items():
        connection.execute(f"comment on column {table}.{column} is '{_sql_text(text)}'")


def _sql_text(text: str) -> str:
    return " ".join(text.split()).replace("'", "''")
