"""Reading one CSV file strictly: UTF-8, the expected columns, full rows, proper quotes, values of the right type."""

import contextlib
import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pipeline.files import read_regular
from pipeline.seeds.schema import SeedSchema

_FIELD = r'(?:"(?:[^"]|"")*"|[^",\r\n]*)'
_PROPER_RECORD = re.compile(rf"{_FIELD}(?:,{_FIELD})*(?:\r\n|\n|\r)?")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# Tabs and line ends may stand in a free text; other control characters are damage.
CONTROL_CHARACTER = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# What a decoder writes for bytes that it could not read.
_REPLACEMENT_CHARACTER = "\ufffd"
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
csv.field_size_limit(10_000_000)
# A larger table comes as Parquet: a CSV file is held in memory, several times over.
_MOST_BYTES = 2 * 1024**3


class Row(NamedTuple):
    """One record: the line of the file on which it starts (the header is line 1) and its values by column."""

    line: int
    values: dict[str, str]


class _Record(NamedTuple):
    """The line on which it starts, its fields, and its text as it stands in the file."""

    line: int
    fields: list[str]
    text: str


@dataclass
class SeedFile:
    """What was read of a CSV file: its rows, or one line per fault where it cannot be loaded as it is."""

    rows: list[Row]
    faults: list[str]


def read_seed_file(path: Path, schema: SeedSchema, shown_as: str) -> SeedFile:
    """Read a seed. `shown_as` is how its faults name the file; all faults are reported, not the first only."""
    faults: list[str] = []
    return SeedFile(list(rows_of_seed(path, schema, shown_as, faults)), faults)


def rows_of_seed(path: Path, schema: SeedSchema, shown_as: str, faults: list[str]) -> Iterator[Row]:
    """The rows of a seed one by one, as `read_seed_file` reads them; faults are added as they are met."""
    try:
        content = read_regular(path, at_most=_MOST_BYTES)
    except FileNotFoundError:
        faults.append(f"{shown_as}: found no such file, expected {schema.name}.csv; restore or land it")
        return
    except OSError as error:
        faults.append(f"{shown_as}: cannot be read ({error.strerror}); check the file and its permissions")
        return
    text = _decoded(content, shown_as, faults)
    if text is None:
        return
    records = _records(text, shown_as, faults)
    header = next(records, None)
    if header and _check_header(header.fields, schema, shown_as, faults):
        yield from _rows(header.fields, records, schema, shown_as, faults)


def _decoded(content: bytes, shown_as: str, faults: list[str]) -> str | None:
    if not content.strip():
        faults.append(f"{shown_as}: found an empty file, expected a header and rows; restore or land it again")
        return None
    if content.startswith(_BYTE_ORDER_MARK):
        faults.append(f"{shown_as}, row 1: found a byte-order mark, expected plain UTF-8; save it as UTF-8 without BOM")
        return None
    if b"\r" in content and b"\n" not in content:
        faults.append(f"{shown_as}, row 1: found line ends of carriage returns alone, expected LF; save it with LF")
        return None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        faults.append(
            f"{shown_as}, row {line}: found the byte 0x{content[error.start]:02x} that is not UTF-8, "
            "expected UTF-8 throughout; save the file as UTF-8"
        )
        return None


def _records(text: str, shown_as: str, faults: list[str]) -> Iterator[_Record]:
    """Record by record. Broken quotes that swallow what follows end the reading."""
    lines = list(io.StringIO(text, newline="\n"))
    reader = csv.reader(lines, strict=True)
    start = 0
    while True:
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            faults.append(
                f'{shown_as}, row {start + 1}: found broken quotes ({error}), expected each " inside a value doubled '
                "and the value in quotes; mend the quotes"
            )
            return
        record = "".join(lines[start : reader.line_num])
        if '"' in record and not _PROPER_RECORD.fullmatch(record):
            faults.append(
                f'{shown_as}, row {start + 1}: found a " inside a value without quotes, expected it doubled and the '
                "value in quotes; mend the quotes"
            )
        yield _Record(start + 1, fields, record)
        start = reader.line_num


def _check_header(header: list[str], schema: SeedSchema, shown_as: str, faults: list[str]) -> bool:
    expected = ", ".join(schema.columns)
    for column in dict.fromkeys(column for column in header if header.count(column) > 1):
        faults.append(f"{shown_as}, row 1: found the column '{column}' twice, expected once; remove one")
    for column in dict.fromkeys(column for column in header if column not in schema.columns):
        faults.append(
            f"{shown_as}, row 1: found the unknown column '{column}', expected only {expected}; remove or rename it"
        )
    for column in schema.columns:
        if column not in header:
            faults.append(f"{shown_as}, row 1: found no column {column}, expected {expected}; add it")
    return sorted(header) == sorted(schema.columns)


def _rows(
    header: list[str], records: Iterable[_Record], schema: SeedSchema, shown_as: str, faults: list[str]
) -> Iterator[Row]:
    typed = {column: _TYPES[type_name] for column, type_name in schema.column_types.items() if type_name in _TYPES}
    for line, fields, text in records:
        if len(fields) != len(header):
            found = f"{len(fields)} fields" if fields else "an empty line"
            faults.append(
                f"{shown_as}, row {line}: found {found}, expected {len(header)} fields as in the header; "
                "mend the commas or remove the row"
            )
            continue
        values = dict(zip(header, fields, strict=True))
        # Most rows have nothing to look at value by value.
        if not text.isascii() or CONTROL_CHARACTER.search(text):
            _look_at_texts(values, f"{shown_as}, row {line}", faults)
        for column, (is_valid, expected) in typed.items():
            if values[column] and not is_valid(values[column]):
                faults.append(
                    f"{shown_as}, row {line}, column {column}: found '{values[column]}', expected {expected}; "
                    "correct the value"
                )
        yield Row(line, values)


def _look_at_texts(values: dict[str, str], where: str, faults: list[str]) -> None:
    for column, value in values.items():
        if CONTROL_CHARACTER.search(value):
            faults.append(
                f"{where}, column {column}: found the control character in {value!r}, expected text; remove it"
            )
        if part := garbled(value):
            faults.append(
                f"{where}, column {column}: found {part!r}, expected the letters that "
                "stood there before the file was read in another encoding; restore the file or land it again"
            )


def garbled(text: str) -> str:
    """The part of a text that was UTF-8, was read as Windows-1252 and saved again, such as Ã© for é; empty where none.

    So is every part that a decoder gave up on. No word has such letters in such an order by itself.
    """
    if _REPLACEMENT_CHARACTER in text:
        return _REPLACEMENT_CHARACTER
    for part in _NOT_ASCII.findall(text):
        for encoding in ("cp1252", "latin-1"):
            with contextlib.suppress(UnicodeError):
                part.encode(encoding).decode("utf-8")
                return str(part)
    return ""


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


_TYPES: dict[str, tuple[Callable[[str], object], str]] = {
    "integer": (re.compile(r"-?[0-9]{1,9}").fullmatch, "a whole number"),
    "boolean": (("true", "false").__contains__, "true or false"),
    "date": (_is_date, "a date that exists, such as 2024-04-17"),
}
