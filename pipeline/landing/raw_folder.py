"""The raw files of a folder: rows of other surveys stay byte for byte, those of one survey are written anew."""

import csv
import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from pipeline.errors import InputError
from pipeline.landing.converting import answer_row
from pipeline.landing.rejects import REJECT_COLUMNS
from pipeline.project import Project
from pipeline.seeds.raw import RAW_ANSWERS, RAW_SUBMISSIONS, raw_schemas

REJECTS = "rejects"
Row = Sequence[str]


def raw_records(path: Path, columns: Sequence[str], shown_as: str) -> Iterator[tuple[str, Row]]:
    """Each record of a raw file after its header: its text as it stands there, and its fields.

    Raises InputError where the file is not one that a build would load.
    """
    mend = "mend it, or move it away and land again"
    try:
        with path.open(encoding="utf-8", newline="") as file:
            lines: list[str] = []
            reader = csv.reader(_noted(file, lines), strict=True)
            header = next(reader, [])
            if header != list(columns):
                raise InputError(f"{shown_as}, row 1: found other columns, expected {','.join(columns)}; {mend}")
            row = len(lines) + 1
            lines.clear()
            for fields in reader:
                if len(fields) != len(columns):
                    raise InputError(
                        f"{shown_as}, row {row}: found {len(fields)} fields, expected {len(columns)}; {mend}"
                    )
                text = "".join(lines)
                row += len(lines)
                lines.clear()
                yield (text if text.endswith("\n") else f"{text}\n"), fields
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{shown_as}: found what is no raw file ({error}), expected CSV in UTF-8; {mend}") from error


def _noted(lines: TextIO, noted: list[str]) -> Iterator[str]:
    for line in lines:
        noted.append(line)
        yield line


class RawFolder:
    """The files of a raw folder that landing reads and writes, by their name without .csv."""

    def __init__(self, project: Project, folder: Path) -> None:
        self.folder = folder
        self._project = project
        self._columns: dict[str, Sequence[str]] = {
            REJECTS: REJECT_COLUMNS,
            **{name: schema.columns for name, schema in raw_schemas(project).items()},
        }

    def path(self, name: str) -> Path:
        """Where a file is."""
        return self.folder / f"{name}.csv"

    def records(self, name: str) -> Iterator[tuple[str, Row]]:
        """The records of a file; none where it is not there. See `raw_records`."""
        path = self.path(name)
        return raw_records(path, self._columns[name], self._project.show(path)) if path.exists() else iter(())

    @contextmanager
    def rewritten(self, name: str, path: Path, is_left_out: Callable[[Row], bool]) -> Iterator[TextIO]:
        """Write to `path` what a file has, without the rows that are left out; the block writes in their place.

        Where none is left out, it writes at the end. All other rows stay byte for byte as they are.
        """
        records = self.records(name)
        with path.open("w", encoding="utf-8", newline="") as file:
            file.write(f"{','.join(self._columns[name])}\n")
            for text, row in records:
                if is_left_out(row):
                    break
                file.write(text)
            yield file
            file.writelines(text for text, row in records if not is_left_out(row))


@dataclass
class Landed:
    """What a raw folder has of a survey.

    sources: the source files of its submissions. origins: theirs. digests: of what each submission says, by identifier.
    """

    sources: set[str] = field(default_factory=set)
    origins: set[str] = field(default_factory=set)
    digests: dict[str, bytes] = field(default_factory=dict)


def digest_of(submission: Row) -> Any:
    """A hash of a submission to which its answers are added; equal for submissions that say the same."""
    return hashlib.blake2b("\x1f".join(submission).encode(), digest_size=16)


def read_landed(folder: RawFolder, survey_code: str) -> Landed:
    """Read what a raw folder has of a survey. Its answers are read, not kept."""
    landed = Landed()
    hashes = {}
    for _, row in folder.records(RAW_SUBMISSIONS):
        if row[0] == survey_code:
            landed.sources.add(row[10])
            landed.origins.add(row[8])
            hashes[row[1]] = digest_of(said(row))
    for _, row in folder.records(RAW_ANSWERS) if hashes else ():
        if row[0] == survey_code and row[4] and row[1] in hashes:
            hashes[row[1]].update(answer_row((row[2], row[3], row[4])).encode())
    landed.digests = {submission_id: of_answers.digest() for submission_id, of_answers in hashes.items()}
    return landed


def said(submission: Row) -> Row:
    """A row of raw_submissions without its keys and source: what the respondent says in it."""
    return [*submission[2:8], submission[9] or "false"]
