"""The raw files of a folder: rows of other surveys stay byte for byte, those of one survey are written anew."""

import csv
import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple, TextIO

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

    def records(self, name: str, path: Path | None = None) -> Iterator[tuple[str, Row]]:
        """The records of a file, or of one to take its place; none where it is not there. See `raw_records`."""
        path = path or self.path(name)
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


class Version(NamedTuple):
    """A submission as it was at one time. digest: equal where it says the same. respondent: kind, Member, agency."""

    digest: bytes
    respondent: tuple[str, ...]
    is_complete: bool
    submitted_at: str
    answer_count: int

    def follows(self, other: "Version") -> bool:
        """Whether the same respondent later sent this one in place of another, or as late and as much of it."""
        return self.respondent == other.respondent and self._progress() >= other._progress()

    def _progress(self) -> tuple[bool, datetime, int]:
        moment = datetime.fromisoformat(self.submitted_at)
        # Rows that were not landed may name no time zone; a build reads them as UTC.
        return self.is_complete, moment if moment.tzinfo else moment.replace(tzinfo=UTC), self.answer_count


@dataclass
class Landed:
    """What a raw folder has of a survey.

    sources: the source files of its submissions. origins: theirs. submissions: what each is and says, by identifier.
    """

    sources: set[str] = field(default_factory=set)
    origins: set[str] = field(default_factory=set)
    submissions: dict[str, Version] = field(default_factory=dict)


def version_of(submission: Row, digest: bytes, answer_count: int) -> Version:
    """What a row of raw_submissions and its answers are as a version."""
    respondent = (submission[2], submission[3], submission[5])
    return Version(digest, respondent, submission[9] != "true", submission[6], answer_count)


def digest_of(submission: Row) -> Any:
    """A hash of a submission to which its answers are added; equal for submissions that say the same."""
    return hashlib.blake2b("\x1f".join(submission).encode(), digest_size=16)


def read_landed(folder: RawFolder, survey_code: str) -> Landed:
    """Read what a raw folder has of a survey. Its answers are read, not kept."""
    landed = Landed()
    hashes = {}
    rows = {}
    counts: Counter[str] = Counter()
    for _, row in folder.records(RAW_SUBMISSIONS):
        if row[0] == survey_code:
            landed.sources.add(row[10])
            landed.origins.add(row[8])
            hashes[row[1]] = digest_of(said(row))
            rows[row[1]] = row
    for _, row in folder.records(RAW_ANSWERS) if hashes else ():
        if row[0] == survey_code and row[4] and row[1] in hashes:
            hashes[row[1]].update(answer_row((row[2], row[3], row[4])).encode())
            counts[row[1]] += 1
    landed.submissions = {key: version_of(row, hashes[key].digest(), counts[key]) for key, row in rows.items()}
    return landed


def said(submission: Row) -> Row:
    """A row of raw_submissions without its keys and source: what the respondent says in it."""
    return [*submission[2:8], submission[9] or "false"]
