"""A CSV as rows: which delimiter it has, and its records read strictly and in bounded memory."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import InputError
from pipeline.exports.decoding import find_encoding
from pipeline.exports.tables import Row, Table, head_of, letters
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


def read_csv(path: Path) -> Table:
    """The table of a CSV. Raises InputError where it is no text in one encoding, or its first rows are no records."""
    encoding = find_encoding(path)
    delimiter = _find_delimiter(path, encoding)

    def rows() -> Iterator[Row]:
        return _rows(path, encoding, delimiter)

    head = head_of(rows())
    if not head:
        raise InputError(f"{path}: found delimiters and nothing between them, expected an export; export it again")
    return Table(path, encoding, delimiter, None, head, rows)


def _find_delimiter(path: Path, encoding: str) -> str:
    """The delimiter that splits the first records into the most columns, evenly, and leaves no other one at a quote."""
    with path.open(encoding=encoding, newline="") as file:
        sample = file.read(_SAMPLE_CHARACTERS)
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
                records.append(cells)
            if len(records) == _SAMPLE_RECORDS:
                break
    except csv.Error:
        # Told with its row when the records are read, if this is the delimiter.
        pass
    return records


def _are_even(records: list[list[str]]) -> bool:
    """Whether all have as many cells as the first, or one more or less that is empty, at the end."""
    width = len(records[0])
    return all(
        len(cells) == width
        or (len(cells) == width + 1 and not cells[-1])
        or (len(cells) == width - 1 and not records[0][-1])
        for cells in records
    )


def _rows(path: Path, encoding: str, delimiter: str) -> Iterator[Row]:
    row = 0
    length = 0
    has_markup = False
    with path.open(encoding=encoding, newline="") as file:

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
            if len(cells) > _MOST_COLUMNS:
                raise InputError(
                    f"{path}, row {row}: found {len(cells):,} cells, expected at most {_MOST_COLUMNS:,} as a "
                    "spreadsheet has; check the file"
                )
            if length > LONGEST_CELL:
                _check_cells(path, row, cells)
            cells = list(map(without_html if has_markup else str.strip, cells))
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
