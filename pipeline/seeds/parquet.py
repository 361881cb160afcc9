"""Raw answers as Parquet, which dbt reads where they lie: looked through first, so that faults are told by file."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import duckdb

from pipeline.seeds.reading import CONTROL_CHARACTER, Row, garbled
from pipeline.seeds.schema import SeedSchema

_TEXT = "VARCHAR"
# How the name of a partition says null.
_NULL = "__HIVE_DEFAULT_PARTITION__"
# Most rows in which one damaged text is told.
_MOST_PLACES = 20


@dataclass
class ParquetTable:
    """One raw table of a raw folder: a Parquet file, or a folder with Parquet files anywhere below it.

    folders below that are named column=value give every row of their files that value.
    has_empty_texts: whether an empty text stands where CSV has an empty field, which is read as null.
    replaced_surveys: those that a later raw folder has, and that are left out.
    """

    schema: SeedSchema
    path: Path
    files: list[Path]
    survey_codes: set[str] = field(default_factory=set)
    row_count: int = 0
    has_empty_texts: bool = False
    replaced_surveys: set[str] = field(default_factory=set)

    @property
    def is_replaced(self) -> bool:
        """Whether nothing of it is left to read."""
        return self.survey_codes <= self.replaced_surveys

    def as_source(self) -> dict[str, Any]:
        """What the macro raw_rows reads of it."""
        return {
            "files": [str(file.resolve()) for file in self.files],
            "folders": self._folders(),
            "columns": self.schema.columns,
            "has_empty_texts": self.has_empty_texts,
            "replaced_surveys": sorted(self.replaced_surveys),
        }

    def _folders(self) -> list[dict[str, Any]]:
        """The folders that hold files, each as a pattern for its files and the values that its name gives every row.

        Spark by itself would pass over what lies in a folder that is no partition.
        """
        if self.path.is_file():
            return [{"pattern": _as_pattern(self.path), "values": {}}]
        return [
            {"pattern": f"{_as_pattern(folder)}/*.parquet", "values": _values_of(folder.relative_to(self.path))}
            for folder in sorted({file.parent for file in self.files})
        ]

    def rows(self, connection: duckdb.DuckDBPyConnection, column: str, values: Iterable[str]) -> list[tuple[str, Row]]:
        """(file, row) of the rows that hold one of the values in a column, null as an empty text; rows count from 1."""
        columns = ", ".join(f"coalesce({name}, '') as {name}" for name in self.schema.columns)
        found = connection.execute(
            f"""
            select filename, file_row_number + 1, {columns}
            from {_READ}
            where coalesce({column}, '') in (select unnest(?))
                and not list_contains(?, coalesce(survey_code, ''))
            """,
            [[str(file) for file in self.files], list(values), sorted(self.replaced_surveys)],
        ).fetchall()
        return [(file, Row(line, dict(zip(self.schema.columns, texts, strict=True)))) for file, line, *texts in found]


_READ = """read_parquet(
    ?, hive_partitioning = true, hive_types_autocast = false, filename = true, file_row_number = true
)"""


def parquet_path(folder: Path, raw_name: str) -> Path:
    """Where a raw folder has a raw table as Parquet, a file or a folder."""
    return folder / f"{raw_name}.parquet"


def look_through(
    connection: duckdb.DuckDBPyConnection, path: Path, schema: SeedSchema, shown_as: str, needs_rows: bool
) -> tuple[ParquetTable, list[str]]:
    """A Parquet table, and one line per fault where it cannot be loaded as it is.

    shown_as: how faults name the file or folder. needs_rows: whether a table without rows is a fault.
    """
    files = [path] if path.is_file() else _files_below(path)
    table = ParquetTable(schema, path, files)
    if not files:
        return table, [
            f"{shown_as}: found no *.parquet file in the folder, expected one or more; write it again or remove it"
        ]
    try:
        faults = [fault for file in files for fault in _faults_of_file(connection, table, file, shown_as)]
        if not faults:
            faults += _look_at_values(connection, table, shown_as, needs_rows)
    except duckdb.Error as error:
        faults = [f"{shown_as}: cannot be read ({_reason(error)}), expected whole Parquet files; write it again"]
    return table, faults


def _files_below(folder: Path) -> list[Path]:
    """The Parquet files in a folder and below. Names that begin with . or _ are of whoever is still writing there."""
    return sorted(
        file
        for file in folder.rglob("*.parquet")
        if file.is_file() and not any(part.startswith((".", "_")) for part in file.relative_to(folder).parts)
    )


def _values_of(folder: Path) -> dict[str, str | None]:
    """What the names of partitions, such as survey_code=LOAD, say of the rows below; None for null."""
    named = (part.partition("=") for part in folder.parts)
    return {column: None if value == _NULL else unquote(value) for column, is_named, value in named if is_named}


def _as_pattern(path: Path) -> str:
    """A path for Spark, which takes { } [ ] * ? for those of a pattern."""
    return re.sub(r"[{}\[\]*?\\]", r"\\\g<0>", str(path.resolve()))


def _faults_of_file(
    connection: duckdb.DuckDBPyConnection, table: ParquetTable, file: Path, shown_as: str
) -> Iterator[str]:
    shown = _shown(table, str(file), shown_as)
    try:
        described = connection.execute(
            "describe select * from read_parquet([?], hive_partitioning = false)", [str(file)]
        ).fetchall()
    except duckdb.Error as error:
        yield f"{shown}: cannot be read ({_reason(error)}), expected a Parquet file; write it again or remove it"
        return
    of_file = {name: kind for name, kind, *_ in described}
    of_path = [folder.partition("=")[0] for folder in file.relative_to(table.path).parts[:-1] if "=" in folder]
    expected = ", ".join(table.schema.columns)
    for column in of_path:
        if column in of_file:
            yield f"{shown}: found the column '{column}' in the file and in its folder, expected one; leave one out"
    for column in dict.fromkeys([*of_file, *of_path]):
        if column not in table.schema.columns:
            yield f"{shown}: found the unknown column '{column}', expected only {expected}; remove or rename it"
    for column in table.schema.columns:
        if column not in of_file and column not in of_path:
            yield f"{shown}: found no column {column}, expected {expected}; add it"
        elif of_file.get(column, _TEXT) != _TEXT:
            yield f"{shown}, column {column}: found the type {of_file[column]}, expected text; write it as a string"


def _look_at_values(
    connection: duckdb.DuckDBPyConnection, table: ParquetTable, shown_as: str, needs_rows: bool
) -> Iterator[str]:
    """Take in which surveys there are and whether texts are empty; yield a fault per damaged text."""
    files = [str(file) for file in table.files]
    surveys = connection.execute(f"select distinct coalesce(survey_code, '') from {_READ}", [files]).fetchall()
    table.survey_codes = {survey_code for (survey_code,) in surveys}
    if needs_rows and not surveys:
        yield f"{shown_as}: found no rows, expected some; write it again or remove it"
    ((table.row_count,),) = connection.execute(f"select count(*) from {_READ}", [files]).fetchall()
    # Column by column: a single comparison is answered from what the file says of its columns.
    table.has_empty_texts = any(
        connection.execute(f"select 1 from {_READ} where {column} = '' limit 1", [files]).fetchall()
        for column in table.schema.columns
    )
    for column in table.schema.columns:
        # What is not plain ASCII may be garbled; the few such texts are looked at one by one.
        texts = connection.execute(
            f"""
            select distinct {column} from {_READ}
            where regexp_matches({column}, ?) or strlen({column}) <> length({column})
            """,
            [files, CONTROL_CHARACTER.pattern],
        )
        while batch := texts.fetchmany(10_000):
            damaged = {text: fault for (text,) in batch if (fault := _damage(text))}
            if not damaged:
                continue
            for file, row in table.rows(connection.cursor(), column, list(damaged)[:_MOST_PLACES])[:_MOST_PLACES]:
                shown = _shown(table, file, shown_as)
                yield f"{shown}, row {row.line}, column {column}: {damaged[row.values[column]]}"


def _damage(text: str) -> str:
    if CONTROL_CHARACTER.search(text):
        return f"found the control character in {text!r}, expected text; remove it"
    if part := garbled(text):
        return (
            f"found {part!r}, expected the letters that stood there before the file was read in another encoding; "
            "restore the file or land it again"
        )
    return ""


def _shown(table: ParquetTable, file: str, shown_as: str) -> str:
    """A file of a table as a user would name it: the table's name, and what follows it in a folder."""
    below = Path(file).relative_to(table.path)
    return shown_as if below == Path() else f"{shown_as}/{below}"


def _reason(error: duckdb.Error) -> str:
    """The first line of a message, without the kind of error before it."""
    return str(error).splitlines()[0].partition("Error: ")[2] or str(error).splitlines()[0]
