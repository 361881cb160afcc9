"""Raw answers from several folders: a survey in a later folder replaces that survey of an earlier one, whole."""

import csv
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import InputError
from pipeline.files import sha256_of, written_whole
from pipeline.project import Project
from pipeline.seeds.reading import Row, read_seed_file
from pipeline.seeds.schema import SeedSchema, read_schema

RAW_SUBMISSIONS = "raw_submissions"
RAW_ANSWERS = "raw_answers"
RAW_NEED_CODINGS = "raw_need_codings"
RAW_NAMES = (RAW_SUBMISSIONS, RAW_ANSWERS, RAW_NEED_CODINGS)
OPTIONAL = {RAW_NEED_CODINGS}


@dataclass(frozen=True)
class RawRow:
    """A row of a raw file, with the file as a user would name it."""

    file: str
    row: Row


@dataclass
class RawAnswers:
    """The raw rows that a build loads, by raw name, and the files they came from.

    files: (name, SHA-256) of every file read; the name is the path in the project, or folder and file outside it.
    is_shipped_only: whether everything is as shipped, so that dbt may read the project's seeds as they are.
    """

    schemas: dict[str, SeedSchema]
    rows: dict[str, list[RawRow]]
    files: list[tuple[str, str]]
    is_shipped_only: bool
    _indexes: dict[tuple[str, ...], dict[tuple[str, ...], list[RawRow]]] = field(default_factory=dict, repr=False)

    def rows_of(self, raw_name: str, key: dict[str, str | None]) -> list[RawRow]:
        """The rows of a raw file whose columns have the values of `key`; null and empty are the same."""
        index = self._indexes.setdefault((raw_name, *key), {})
        if not index:
            for raw_row in self.rows[raw_name]:
                index.setdefault(tuple(raw_row.row.values[column] for column in key), []).append(raw_row)
        return index.get(tuple(value or "" for value in key.values()), [])

    def assemble(self, project: Project, folder: Path) -> None:
        """Write into `folder` a copy of the project's seeds in which seeds/raw holds these rows, for dbt to load."""
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(project.seeds, folder, ignore=shutil.ignore_patterns("raw_*.csv"))
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
    """Read the raw folders in their order: shipped, landed, then `more_folders`.

    Raises InputError with one line per fault where a file is missing, empty, not UTF-8, ragged, badly quoted or has
    other columns than expected: such files cannot be loaded at all.
    """
    landed = [project.landed_raw] if any(project.landed_raw.glob("raw_*.csv")) else []
    folders = list({folder.resolve(): folder for folder in (project.shipped_raw, *landed, *more_folders)}.values())
    schemas = raw_schemas(project)
    rows: dict[str, list[RawRow]] = {raw_name: [] for raw_name in RAW_NAMES}
    files: list[tuple[str, str]] = []
    faults: list[str] = []
    for folder in folders:
        if not folder.is_dir():
            faults.append(
                f"{project.show(folder)}: found no such folder, expected one with raw answers; check the path"
            )
            continue
        of_folder: dict[str, list[RawRow]] = {}
        for raw_name in RAW_NAMES:
            path = folder / f"{raw_name}.csv"
            shown_as = project.show(path)
            if raw_name in OPTIONAL and not path.exists():
                of_folder[raw_name] = []
                continue
            read = read_seed_file(path, schemas[raw_name], shown_as)
            faults += read.faults
            of_folder[raw_name] = [RawRow(shown_as, row) for row in read.rows]
            if not read.faults:
                # A path outside the project is of this machine, and goes into no release.
                is_inside = path.resolve().is_relative_to(project.root)
                files.append((shown_as if is_inside else f"{folder.name}/{path.name}", sha256_of(path)))
        _replace_surveys(rows, of_folder)
    if faults:
        raise InputError(*faults)
    return RawAnswers(schemas, rows, files, is_shipped_only=len(folders) == 1 and len(files) == len(RAW_NAMES))


def _replace_surveys(rows: dict[str, list[RawRow]], of_folder: dict[str, list[RawRow]]) -> None:
    surveys = {raw_row.row.values["survey_code"] for raw_rows in of_folder.values() for raw_row in raw_rows}
    for raw_name, raw_rows in of_folder.items():
        kept = [raw_row for raw_row in rows[raw_name] if raw_row.row.values["survey_code"] not in surveys]
        rows[raw_name] = kept + raw_rows


def check_codebook(project: Project) -> None:
    """Raise InputError with one line per fault of a codebook or published seed that cannot be loaded."""
    faults = []
    files = [path for folder in ("codebook", "published") for path in (project.seeds / folder).glob("*.*")]
    for seed in sorted({path.with_suffix("") for path in files if path.suffix in (".csv", ".yml")}):
        seed_csv, seed_yaml = seed.with_suffix(".csv"), seed.with_suffix(".yml")
        if not seed_yaml.exists():
            faults.append(
                f"{project.show(seed_yaml)}: found no such file, expected the columns of {seed_csv.name}; restore it"
            )
            continue
        faults += read_seed_file(seed_csv, read_schema(seed_yaml), project.show(seed_csv)).faults
    if faults:
        raise InputError(*faults)
