"""Queries of the current release on the command line."""

import csv
import json
import math
import re
import sys
from pathlib import Path
from typing import Any

import click
import duckdb
from rich.table import Table
from rich.text import Text

from pipeline.errors import InputError
from pipeline.project import Project
from pipeline.releases.read import open_current
from pipeline.releases.store import ReleaseStore
from pipeline.terminal import answers

_REFERENCE = re.compile(r"{{\s*ref\(\s*['\"](\w+)['\"]\s*\)\s*}}")
# CREATE is for temporary tables, and for PIVOT, which makes a temporary type: to DuckDB 2, that is MULTI. The release
# itself is read-only.
_QUERIES = {
    duckdb.StatementType.SELECT,
    duckdb.StatementType.EXPLAIN,
    duckdb.StatementType.CREATE,
    duckdb.StatementType.MULTI,
}


# Marts whose name in a release is not that of their model.
ALIASES = {"survey_rounds": "surveys"}


def read_query(path: Path) -> str:
    """The query in a file. A dbt reference, as in analyses/, becomes the mart that it names.

    Raises InputError for a file that is not UTF-8.
    """
    try:
        return _REFERENCE.sub(_mart, path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: found bytes that are not UTF-8, expected a query in UTF-8; save it so") from error


def _mart(reference: re.Match[str]) -> str:
    return f"marts.{ALIASES.get(reference[1], reference[1])}"


def print_query(project: Project, query: str, output_format: str) -> None:
    """Print the rows of a query of the current release as table, csv or json.

    Raises InputError for a query that DuckDB refuses, with its reason, and for a statement that is no query.
    """
    with open_current(ReleaseStore(project.releases)) as current:
        if current.fault:
            click.echo(f"Warning: {current.fault}; reading {current.release.release_id} instead", err=True)
        try:
            query.encode("utf-8")
            _check_statements(query)
            cursor = current.query(query)
            columns = [description[0] for description in (cursor and cursor.description) or []]
            rows = cursor.fetchall() if columns else []
        except (duckdb.Error, UnicodeEncodeError) as error:
            raise _refused(str(error).strip().splitlines()[0]) from error
    if not columns:
        raise _refused("a query without rows to give")
    if output_format == "json" and len(set(columns)) < len(columns):
        raise _refused(f"two columns of one name among {', '.join(columns)}, which JSON cannot hold; name them apart")
    {"table": _print_table, "csv": _print_csv, "json": _print_json}[output_format](columns, rows)


def _check_statements(query: str) -> None:
    for statement in duckdb.extract_statements(query):
        if statement.type not in _QUERIES:
            raise _refused(f"a {statement.type.name} statement")


def _refused(found: str) -> InputError:
    return InputError(
        f"query: found {found}; expected a select from the current release, "
        "such as: select * from marts.participation_summary"
    )


def _print_table(columns: list[str], rows: list[tuple[Any, ...]]) -> None:
    table = Table()
    for place, column in enumerate(columns):
        is_number = all(isinstance(row[place], int | float | None) for row in rows)
        table.add_column(Text(column), justify="right" if is_number else "left", overflow="fold")
    for row in rows:
        # As text, not markup: a value may hold brackets.
        table.add_row(*(Text("" if value is None else str(value)) for value in row))
    answers().print(table)
    click.echo(f"{len(rows)} row{'' if len(rows) == 1 else 's'}")


def _print_csv(columns: list[str], rows: list[tuple[Any, ...]]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([[_as_json(value) if isinstance(value, list | dict) else value for value in row] for row in rows])


def _print_json(columns: list[str], rows: list[tuple[Any, ...]]) -> None:
    click.echo(_as_json([dict(zip(columns, row, strict=True)) for row in rows], indent=2))


def _as_json(value: object, indent: int | None = None) -> str:
    return json.dumps(_for_json(value), indent=indent, ensure_ascii=False, default=str, allow_nan=False)


def _for_json(value: object) -> object:
    """The value as JSON can hold it: keys are texts, and what is no number is null."""
    if isinstance(value, dict):
        return {str(key): _for_json(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_for_json(part) for part in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
