"""Queries of the current release on the command line."""

import csv
import json
import sys
from typing import Any

import click
import duckdb
from rich.table import Table

from pipeline.errors import InputError
from pipeline.project import Project
from pipeline.releases.read import open_current
from pipeline.releases.store import ReleaseStore
from pipeline.terminal import answers


def print_query(project: Project, query: str, output_format: str) -> None:
    """Print the rows of a query of the current release as table, csv or json.

    Raises InputError for a query that DuckDB refuses, with its reason.
    """
    with open_current(ReleaseStore(project.releases)) as connection:
        try:
            cursor = connection.execute(query)
            columns = [description[0] for description in cursor.description or []]
            rows = cursor.fetchall()
        except duckdb.Error as error:
            reason = str(error).strip().splitlines()[0]
            raise InputError(
                f"query: found {reason}; expected a select from the current release, "
                "such as: select * from marts.participation_summary"
            ) from error
    {"table": _print_table, "csv": _print_csv, "json": _print_json}[output_format](columns, rows)


def _print_table(columns: list[str], rows: list[tuple[Any, ...]]) -> None:
    table = Table()
    for place, column in enumerate(columns):
        is_number = all(isinstance(row[place], int | float | None) for row in rows)
        table.add_column(column, justify="right" if is_number else "left", overflow="fold")
    for row in rows:
        table.add_row(*("" if value is None else str(value) for value in row))
    answers().print(table)
    click.echo(f"{len(rows)} row{'' if len(rows) == 1 else 's'}")


def _print_csv(columns: list[str], rows: list[tuple[Any, ...]]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)


def _print_json(columns: list[str], rows: list[tuple[Any, ...]]) -> None:
    objects = [dict(zip(columns, row, strict=True)) for row in rows]
    click.echo(json.dumps(objects, indent=2, ensure_ascii=False, default=str))
