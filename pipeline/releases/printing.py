"""Rows of a query, printed as they come: a table for people, CSV and JSON for programs."""

import csv
import json
import math
import sys
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from textwrap import indent
from typing import Any

import click
from rich.table import Table
from rich.text import Text

from pipeline.terminal import answers

# A table is laid out as a whole, so it ends somewhere; the other formats go on to the last row.
ROWS_OF_A_TABLE = 10_000

Rows = Iterator[Sequence[Any]]


def print_table(columns: list[str], rows: Rows) -> None:
    """Print the first rows as a table, with how many there are."""
    shown = list(islice(rows, ROWS_OF_A_TABLE))
    table = Table()
    for place, column in enumerate(columns):
        is_number = all(isinstance(row[place], int | float | None) for row in shown)
        table.add_column(Text(column), justify="right" if is_number else "left", overflow="fold")
    for row in shown:
        # As text, not markup: a value may hold brackets.
        table.add_row(*(Text("" if value is None else str(value)) for value in row))
    answers().print(table)
    if next(rows, None) is not None:
        click.echo(f"the first {len(shown):,} rows; all of them: --format csv or --format json")
    else:
        click.echo(f"{len(shown)} row{'' if len(shown) == 1 else 's'}")


def print_csv(columns: list[str], rows: Rows) -> None:
    """Print the rows as CSV, with a heading; lists and structs as JSON."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_as_json(value) if isinstance(value, list | dict) else value for value in row] for row in rows)


def print_json(columns: list[str], rows: Rows) -> None:
    """Print the rows as a JSON array of one object each."""
    first = next(rows, None)
    if first is None:
        click.echo("[]")
        return
    separator = "["
    for row in chain([first], rows):
        click.echo(f"{separator}\n{indent(_as_json(dict(zip(columns, row, strict=True)), 2), '  ')}", nl=False)
        separator = ","
    click.echo("\n]")


def _as_json(value: object, indentation: int | None = None) -> str:
    return json.dumps(_for_json(value), indent=indentation, ensure_ascii=False, default=str, allow_nan=False)


def _for_json(value: object) -> object:
    """The value as JSON can hold it: keys are texts, and what is no number is null."""
    if isinstance(value, dict):
        return {str(key): _for_json(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_for_json(part) for part in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
