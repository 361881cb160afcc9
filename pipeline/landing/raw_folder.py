"""The raw files of a folder: rows of other surveys are carried over byte for byte, those of one survey are written anew."""

import csv
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from pipeline.errors import InputError
from pipeline.landing.converting import answer_row

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


class CarriedOver:
    """Copies a raw file around the rows of one survey, whose place the new ones take; without such, they come last."""

    def __init__(self, path: Path, columns: Sequence[str], shown_as: str, is_replaced: "Replaced") -> None:
        """is_replaced: which rows are left out."""
        self._columns = columns
        self._is_replaced = is_replaced
        self._records = raw_records(path, columns, shown_as) if path.exists() else iter(())

    def before(self, file: TextIO) -> None:
        """Write the header and the rows up to the first one that is left out."""
        file.write(f"{','.join(self._columns)}\n")
        for text, row in self._records:
            if self._is_replaced(row):
                return
            file.write(text)

    def after(self, file: TextIO) -> None:
        """Write the rest without what is left out."""
        file.writelines(text for text, row in self._records if not self._is_replaced(row))


@dataclass(frozen=True)
class Replaced:
    """Whether a row is left out: one with these values in these columns, by position."""

    values: Mapping[int, str]

    def __call__(self, row: Row) -> bool:
        return bool(self.values) and all(row[position] == value for position, value in self.values.items())


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


def read_landed(submissions: Iterator[tuple[str, Row]], answers: Iterator[tuple[str, Row]], survey_code: str) -> Landed:
    """Read what a raw folder has of a survey. Its answers are read, not kept."""
    landed = Landed()
    hashes = {}
    for _, row in submissions:
        if row[0] == survey_code:
            landed.sources.add(row[10])
            landed.origins.add(row[8])
            hashes[row[1]] = digest_of(said(row))
    for _, row in answers:
        if row[0] == survey_code and row[4] and row[1] in hashes:
            hashes[row[1]].update(answer_row((row[2], row[3], row[4])).encode())
    landed.digests = {submission_id: of_answers.digest() for submission_id, of_answers in hashes.items()}
    return landed


def said(submission: Row) -> Row:
    """A row of raw_submissions without its keys and source: what the respondent says in it."""
    return [*submission[2:8], submission[9] or "false"]
