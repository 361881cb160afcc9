"""Stage 2 for a CSV: which delimiter it has, and its records read strictly and in bounded memory."""

import csv
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from pipeline.errors import InputError
from pipeline.exports.decoding import Encoding, Source
from pipeline.exports.tables import Cleaning, Row, Table, head_of, letters
from pipeline.exports.text import without_html

LONGEST_CELL = 1_000_000
_MOST_COLUMNS = 16_384
# What one record may hold, in characters; a quote that is never closed swallows the rest of the file up to here. The
# limit of the csv module is one for the whole process: it is the same as for seeds.
_LONGEST_RECORD = 10_000_000
csv.field_size_limit(_LONGEST_RECORD)

_DELIMITERS = (",", ";", "\t")
_DELIMITER_AT_A_QUOTE = re.compile(r'[,;\t]"|"[,;\t]')
_SAMPLE_CHARACTERS = 4_000_000
_SAMPLE_RECORDS = 6
# A first line for spreadsheets, which they do not show.
_LONGEST_SEPARATOR_LINE = 12
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\r?\n?', re.IGNORECASE)


def read_csv(source: Source, encoding: Encoding) -> Table:
    """The table of a CSV. Raises InputError where its first rows are no records."""
    delimiter = _find_delimiter(source, encoding.name)
    cleaning = Cleaning()

    def rows() -> Iterator[Row]:
        return _rows(source, encoding, delimiter, cleaning)

    head = head_of(rows())
    if not head:
        raise InputError(
            f"{source.path}: found delimiters and nothing between them, expected an export; export it again"
        )
    return Table(source.path, encoding.name, delimiter, None, head, rows, cleaning, encoding.warning)


@contextmanager
def _opened(source: Source, encoding: str) -> Iterator[tuple[TextIO, str]]:
    """The text of a file after the line that names its delimiter, and that delimiter or ""."""
    with io.TextIOWrapper(source.open(), encoding=encoding, newline="") as file:
        named = _SEPARATOR_LINE.fullmatch(file.readline(_LONGEST_SEPARATOR_LINE).lstrip("\ufeff"))
        if named is None:
            file.seek(0)
        yield file, named[1] if named else ""


def _find_delimiter(source: Source, encoding: str) -> str:
    """The delimiter that splits the first records into the most columns, evenly, and leaves no other one at a quote."""
    with _opened(source, encoding) as (file, named):
        sample = file.read(_SAMPLE_CHARACTERS)
    if named:
        return named
    ranks = {}
    for delimiter in _DELIMITERS:
        records = _sample_records(sample, delimiter)
        if records and len(records[0]) > 1:
            has_other = any(_DELIMITER_AT_A_QUOTE.search(cell) for cells in records for cell in cells)
            ranks[delimiter] = not has_other, _are_even(records), len(records[0])
    return max(ranks, key=lambda delimiter: ranks[delimiter], default=_DELIMITERS[0])


def _sample_records(sample: str, delimiter: str) -> list[list[str]]:
    records: list[list[str]] = []
    try:
        for cells in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter, strict=True):
            if any(cells):
                records.append(_unquoted(cells, delimiter, len(records[0]) if records else 0))
            if len(records) == _SAMPLE_RECORDS:
                break
    except csv.Error:
        # Told with its row when the records are read, if this is the delimiter.
        pass
    return records


def _unquoted(cells: list[str], delimiter: str, width: int) -> list[str]:
    """The cells of a record that a spreadsheet quoted once more as a whole, with blanks after it or none.

    width: of the record with the headings, 0 where this is it; a single answer that holds delimiters has another one.
    """
    if delimiter in cells[0] and not any(cells[1:]):
        inner = list(csv.reader([cells[0]], delimiter=delimiter))
        if len(inner) == 1 and width in (0, len(inner[0])):
            return inner[0]
    return cells


def _are_even(records: list[list[str]]) -> bool:
    """Whether all have as many cells as the first, or one more or less that is empty, at the end."""
    width = len(records[0])
    return all(
        len(cells) == width
        or (len(cells) == width + 1 and not cells[-1])
        or (len(cells) == width - 1 and not records[0][-1])
        for cells in records
    )


def _rows(source: Source, encoding: Encoding, delimiter: str, cleaning: Cleaning) -> Iterator[Row]:
    path = source.path
    row = width = 0
    length = 0
    has_markup = False
    with _opened(source, encoding.name) as (file, _):

        def lines() -> Iterator[str]:
            nonlocal length, has_markup
            while line := file.readline(_LONGEST_RECORD):
                length += len(line)
                if length >= _LONGEST_RECORD:
                    raise InputError(_too_long(path, row + 1))
                if "<" in line or "&" in line:
                    has_markup = True
                yield line

        reader = csv.reader(lines(), delimiter=delimiter, strict=True)
        while True:
            length, has_markup = 0, False
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise InputError(_broken(path, row + 1, error)) from error
            row += 1
            if cells and delimiter in cells[0]:
                cells = _unquoted(cells, delimiter, width)
            width = width or len(cells)
            if len(cells) > _MOST_COLUMNS:
                raise InputError(
                    f"{path}, row {row}: found {len(cells):,} cells, expected at most {_MOST_COLUMNS:,} as a "
                    "spreadsheet has; check the file"
                )
            if length > LONGEST_CELL:
                _check_cells(path, row, cells)
            cells = list(map(without_html if has_markup else str.strip, cells))
            if encoding.has_control:
                cells = cleaning.clean(row, cells)
            if any(cells):
                yield row, cells


def _check_cells(path: Path, row: int, cells: list[str]) -> None:
    for position, cell in enumerate(cells):
        if len(cell) > LONGEST_CELL:
            raise InputError(_too_long(path, row, f", column {letters(position)}"))


def _too_long(path: Path, row: int, column: str = "") -> str:
    return (
        f"{path}, row {row}{column}: found a cell of more than {LONGEST_CELL:,} characters, expected an answer; close "
        "the quotes or shorten the cell"
    )


def _broken(path: Path, row: int, error: csv.Error) -> str:
    if "field larger" in str(error):
        return _too_long(path, row)
    return (
        f'{path}, row {row}: found broken quotes ({error}), expected each " inside a cell doubled and the cell in '
        "quotes; export the file again or mend the quotes"
    )
