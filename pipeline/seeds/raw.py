"""Raw answers from several folders: a survey in a later folder replaces that survey of an earlier one, whole."""

import csv
import json
import os
import shutil
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.errors import InputError
from pipeline.files import sha256_of, written_whole
from pipeline.memory import connect
from pipeline.project import Project
from pipeline.seeds.folders import look_into
from pipeline.seeds.parquet import ParquetTable, look_through, parquet_path
from pipeline.seeds.reading import Row, read_seed_file
from pipeline.seeds.schema import SeedSchema, read_schema

RAW_SUBMISSIONS = "raw_submissions"
RAW_ANSWERS = "raw_answers"
RAW_NEED_CODINGS = "raw_need_codings"
RAW_NAMES = (RAW_SUBMISSIONS, RAW_ANSWERS, RAW_NEED_CODINGS)
OPTIONAL = {RAW_NEED_CODINGS}
# By which column the rows of a fault are fetched from Parquet.
_FETCHED_BY = {RAW_SUBMISSIONS: "submission_id", RAW_ANSWERS: "submission_id", RAW_NEED_CODINGS: "answer"}


@dataclass(frozen=True)
class RawRow:
    """A row of a raw file, with the file as a user would name it."""

    file: str
    row: Row


@dataclass
class RawAnswers:
    """The raw rows that a build loads, by raw name, and the files they came from.

    rows: those of CSV files. tables: what lies as Parquet, and is read there.
    files: (name, SHA-256) of every file read; the name is the path in the project, or folder and file outside it.
    is_shipped_only: whether all rows are as shipped, so that dbt may read the project's seeds as they are.
    not_read: what else lies in the raw folders, as a user would name it.
    """

    schemas: dict[str, SeedSchema]
    rows: dict[str, list[RawRow]]
    tables: dict[str, list[ParquetTable]]
    files: list[tuple[str, str]]
    is_shipped_only: bool
    not_read: list[str] = field(default_factory=list)
    _fetched: dict[str, list[RawRow]] = field(default_factory=dict, repr=False)
    _indexes: dict[tuple[str, ...], dict[tuple[str, ...], list[RawRow]]] = field(default_factory=dict, repr=False)

    def rows_of(self, raw_name: str, key: dict[str, str | None]) -> list[RawRow]:
        """The rows of a raw file whose columns have the values of `key`; null and empty are the same."""
        index = self._indexes.setdefault((raw_name, *key), {})
        if not index:
            for raw_row in self.rows[raw_name] + self._fetched.get(raw_name, []):
                index.setdefault(tuple(raw_row.row.values[column] for column in key), []).append(raw_row)
        return index.get(tuple(value or "" for value in key.values()), [])

    def fetch(self, raw_name: str, faults: Iterable[dict[str, Any]], project: Project) -> None:
        """Fetch the rows that faults are about from Parquet, for `rows_of` to find; those fetched before are let go."""
        fault_column = "item_code" if raw_name == RAW_NEED_CODINGS else "submission_id"
        values = {fault[fault_column] or "" for fault in faults}
        if not self.tables[raw_name] or not values:
            return
        with connect() as connection:
            self._fetched[raw_name] = [
                RawRow(project.show(Path(file)), row)
                for table in self.tables[raw_name]
                for file, row in table.rows(connection, _FETCHED_BY[raw_name], values)
            ]
        self._indexes.clear()

    @property
    def survey_codes(self) -> set[str]:
        """The surveys with raw rows."""
        of_csv = {raw_row.row.values["survey_code"] for raw_rows in self.rows.values() for raw_row in raw_rows}
        of_parquet = {code for tables in self.tables.values() for table in tables for code in table.survey_codes}
        return of_csv | of_parquet

    @property
    def row_count(self) -> int:
        """How many rows there are; of Parquet, with those that a later raw folder replaces."""
        of_csv = sum(map(len, self.rows.values()))
        return of_csv + sum(table.row_count for tables in self.tables.values() for table in tables)

    @property
    def parquet_sources(self) -> str:
        """What the macro raw_rows reads: the Parquet tables by raw name, as JSON; empty where there are none."""
        sources = {
            raw_name: [table.as_source() for table in tables] for raw_name, tables in self.tables.items() if tables
        }
        return json.dumps(sources) if sources else ""

    def leave_out(self, survey_codes: Collection[str]) -> None:
        """Load nothing of some surveys."""
        _leave_out(self, set(survey_codes))

    def assemble(self, project: Project, folder: Path) -> None:
        """Write into `folder` a copy of the project's seeds in which seeds/raw holds these rows, for dbt to load."""
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(project.seeds, folder, ignore=shutil.ignore_patterns("raw_*.csv"))
        folder.chmod(0o700)
        for raw_name, raw_rows in self.rows.items():
            with (
                written_whole(folder / "raw" / f"{raw_name}.csv") as path,
                path.open("w", encoding="utf-8", newline="") as file,
            ):
                writer = csv.DictWriter(file, self.schemas[raw_name].columns, lineterminator="\n")
                writer.writeheader()
                writer.writerows(raw_row.row.values for raw_row in raw_rows)


def raw_schemas(project: Project) -> dict[str, SeedSchema]:
    """The schemas of the raw files, by raw name."""
    return {raw_name: read_schema(project.shipped_raw / f"{raw_name}.yml") for raw_name in RAW_NAMES}


def read_raw_answers(project: Project, more_folders: Iterable[Path] = ()) -> RawAnswers:
    """Read the raw folders in their order: shipped, landed, then `more_folders`, patterns such as rounds/* among them.

    Raises InputError with one line per fault where a file is missing, empty, not UTF-8, ragged, badly quoted or has
    other columns than expected, or is no Parquet or not of texts: such files cannot be loaded at all.
    """
    # A link that leads nowhere is there, too.
    landed = [project.landed_raw] if os.path.lexists(project.landed_raw) else []
    given = [folder for pattern in more_folders for folder in _matching(pattern)]
    folders = list({os.path.realpath(folder): folder for folder in (project.shipped_raw, *landed, *given)}.values())
    schemas = raw_schemas(project)
    raw = RawAnswers(
        schemas,
        rows={raw_name: [] for raw_name in RAW_NAMES},
        tables={raw_name: [] for raw_name in RAW_NAMES},
        files=[],
        is_shipped_only=True,
    )
    faults: list[str] = []
    for folder in folders:
        found = look_into(folder, RAW_NAMES, project.show(folder))
        raw.not_read += map(project.show, found.not_read)
        # Before the first landing there is nothing to read.
        if found.faults or found.has_tables or folder != project.landed_raw:
            faults += found.faults or _read_folder(project, folder, raw)
    if faults:
        raise InputError(*faults)
    return raw


def _matching(pattern: Path) -> list[Path]:
    """The folders that a pattern with * ? or [ matches, in alphabetical order; the path itself where there are none."""
    if pattern.exists() or not any(character in str(pattern) for character in "*?["):
        return [pattern]
    anchor = Path(pattern.anchor)
    return sorted(path for path in anchor.glob(str(pattern.relative_to(anchor))) if path.is_dir()) or [pattern]


def _read_folder(project: Project, folder: Path, raw: RawAnswers) -> list[str]:
    """Take in one raw folder, and give the faults of its files."""
    faults: list[str] = []
    rows: dict[str, list[RawRow]] = {raw_name: [] for raw_name in RAW_NAMES}
    tables: dict[str, ParquetTable] = {}
    for raw_name in RAW_NAMES:
        schema = raw.schemas[raw_name]
        path, parquet = folder / f"{raw_name}.csv", parquet_path(folder, raw_name)
        if parquet.exists() and path.exists():
            faults.append(
                f"{project.show(folder)}: found {path.name} and {parquet.name}, expected one of them; remove the other"
            )
            continue
        if parquet.exists():
            with connect() as connection:
                table, of_table = look_through(
                    connection, parquet, schema, project.show(parquet), needs_rows=raw_name not in OPTIONAL
                )
            faults += of_table
            tables[raw_name] = table
            files = [] if of_table else table.files
        elif raw_name in OPTIONAL and not path.exists():
            files = []
        else:
            shown = project.show(path)
            read = read_seed_file(path, schema, shown)
            faults += read.faults
            rows[raw_name] = [RawRow(shown, row) for row in read.rows]
            files = [] if read.faults else [path]
        raw.files += [(_released_name(project, folder, file), sha256_of(file)) for file in files]
    _replace_surveys(raw, rows, tables)
    if folder == project.shipped_raw:
        # dbt loads every seed, and so an empty one where a file is missing.
        raw.is_shipped_only &= all((folder / f"{raw_name}.csv").exists() for raw_name in RAW_NAMES)
    elif any(rows.values()):
        raw.is_shipped_only = False
    return faults


def _released_name(project: Project, folder: Path, file: Path) -> str:
    """A path outside the project is of this machine, and goes into no release."""
    if file.resolve().is_relative_to(project.root):
        return project.show(file)
    return f"{folder.name}/{file.relative_to(folder)}"


def _replace_surveys(raw: RawAnswers, rows: dict[str, list[RawRow]], tables: dict[str, ParquetTable]) -> None:
    surveys = {raw_row.row.values["survey_code"] for raw_rows in rows.values() for raw_row in raw_rows}
    surveys |= {survey_code for table in tables.values() for survey_code in table.survey_codes}
    _leave_out(raw, surveys)
    for raw_name, raw_rows in rows.items():
        raw.rows[raw_name] += raw_rows
        if raw_name in tables:
            raw.tables[raw_name].append(tables[raw_name])


def _leave_out(raw: RawAnswers, surveys: set[str]) -> None:
    for raw_name in RAW_NAMES:
        kept = [raw_row for raw_row in raw.rows[raw_name] if raw_row.row.values["survey_code"] not in surveys]
        if len(kept) < len(raw.rows[raw_name]):
            raw.is_shipped_only = False
        raw.rows[raw_name] = kept
        for table in raw.tables[raw_name]:
            table.replaced_surveys |= surveys
        raw.tables[raw_name] = [table for table in raw.tables[raw_name] if not table.is_replaced]
