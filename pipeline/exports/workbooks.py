"""Stage 2 for XLS, XLSX and ODS: one table per sheet. What could not be opened safely is refused before."""

import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, BinaryIO, cast

import python_calamine

from pipeline.errors import InputError
from pipeline.exports import trial
from pipeline.exports.decoding import Source
from pipeline.exports.tables import Cleaning, Row, Table, head_of
from pipeline.exports.text import without_html

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MOST_BYTES = 500 << 20
_MOST_BYTES_OF_A_HIGH_RATIO = 50 << 20
_HIGHEST_RATIO = 200
# The records BOF, of 16 bytes, perhaps WRITEPROT, and FILEPASS at the beginning of a stream.
_ENCRYPTED_XLS = re.compile(rb"\x09\x08\x10\x00.{16}(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL)
_LATEST = datetime.max - timedelta(seconds=1)
# How XLSX writes control characters, such as the line ends of Windows.
_ESCAPED = re.compile(r"_x00([01][0-9A-Fa-f]|7[Ff])_")
# What holds the sheets of an XLSX and of an ODS.
_CONTENT = ("xl/workbook.xml", "content.xml")


def is_workbook(path: Path) -> bool:
    """Whether a file is a spreadsheet or an archive by its first bytes, whatever its name is."""
    with path.open("rb") as file:
        return file.read(8).startswith((_ZIP, _EMPTY_ZIP, _OLE))


def packed_csv(path: Path) -> Source | None:
    """The only CSV of an archive; None where the file is a workbook. Raises InputError where there are several."""
    if not zipfile.is_zipfile(path):
        return None
    with zipfile.ZipFile(path) as archive:
        entries = [entry for entry in archive.infolist() if not entry.filename.startswith("__MACOSX/")]
    names = [entry.filename for entry in entries if entry.filename.lower().endswith(".csv")]
    if not names or any(entry.filename in _CONTENT for entry in entries):
        return None
    if len(names) > 1:
        raise InputError(
            f"{path}: found an archive with {len(names)} CSV files ({', '.join(names[:5])}), expected one; unpack the "
            "one with the responses"
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise InputError(_has_password(path))
    _check_size(path, entries)
    return Source(path, lambda: cast(BinaryIO, zipfile.ZipFile(path).open(names[0])))


def read_workbook(path: Path) -> list[Table]:
    """A table per sheet that holds anything.

    Raises InputError where the workbook has a password, is broken, does not fit into memory, or holds nothing.
    """
    content = path.read_bytes()
    if not content.startswith(_OLE):
        _check_archive(path)
    _try(path, content)
    workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    tables = [_table(path, name, workbook.get_sheet_by_name(name)) for name in workbook.sheet_names]
    tables = [table for table in tables if table.head]
    if not tables:
        raise InputError(f"{path}: found a workbook without a single cell, expected an export; export it again")
    return tables


def _try(path: Path, content: bytes) -> None:
    """Open the workbook in a process of its own first, and refuse it where that fails."""
    # Without the current folder, whatever lies there by the name of a module.
    command = [sys.executable, "-P", "-m", trial.__name__]
    tried = subprocess.run(command, input=content, capture_output=True, check=False)
    if tried.returncode == trial.PASSWORD or (tried.returncode and _is_encrypted(content)):
        raise InputError(_has_password(path))
    if tried.returncode == trial.BROKEN:
        raise InputError(_broken(path, tried.stdout.decode(errors="replace")))
    if tried.returncode:
        raise InputError(
            f"{path}: found a workbook that cannot be opened within {trial.MOST_GIGABYTES} GB of memory and "
            f"{trial.MOST_SECONDS} seconds, expected one that can; remove what stands far away from the answers, "
            "or export as CSV"
        )


def _table(path: Path, name: str, sheet: python_calamine.CalamineSheet) -> Table:
    cleaning = Cleaning()
    # Empty columns before the first cell count, as in the spreadsheet that people see.
    margin = [""] * (sheet.start[1] if sheet.start else 0)

    def rows() -> Iterator[Row]:
        for number, values in enumerate(sheet.iter_rows(), start=1):
            cells = margin + [_text(value) if value != "" else "" for value in values]
            if any(cells):
                yield number, cleaning.clean(number, cells)

    return Table(path, None, None, name, head_of(rows()), rows, cleaning)


def _text(value: Any) -> str:
    """A cell as text. A whole number has no decimals; a day without a time of day, as midnight reads too, no time."""
    if isinstance(value, str):
        if "_x00" in value:
            value = _ESCAPED.sub(lambda escaped: chr(int(escaped[1], 16)), value)
        return without_html(value) if "<" in value or "&" in value else value.strip()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        # Spreadsheets keep days as fractions, so a second may be off by a few microseconds.
        return (min(value, _LATEST) + timedelta(microseconds=500_000)).replace(microsecond=0).isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def _check_archive(path: Path) -> None:
    """Refuse an XLSX that is none, or says itself that it is too large, before it is opened."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError) as error:
        raise InputError(_broken(path, str(error))) from error
    if any(entry.flag_bits & 1 for entry in entries):
        raise InputError(_has_password(path))
    if not any(entry.filename in _CONTENT for entry in entries):
        raise InputError(f"{path}: found a ZIP archive that is no XLSX workbook, expected XLSX, XLS, ODS or CSV")
    _check_size(path, entries)


def _check_size(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    is_bomb = unpacked > _MOST_BYTES_OF_A_HIGH_RATIO and unpacked > _HIGHEST_RATIO * packed
    if unpacked > _MOST_BYTES or is_bomb:
        raise InputError(
            f"{path}: found {unpacked >> 20:,} MB packed into {packed >> 10:,} kB, expected a workbook of at most "
            f"{_MOST_BYTES >> 20} MB unpacked; export it again, as CSV if it is that long"
        )


def _is_encrypted(content: bytes) -> bool:
    """Whether an OLE file is an XLSX in an encrypted stream, or an XLS that says how it is encrypted.

    calamine says of both that it cannot detect the format where it does not know them by their names.
    """
    is_xlsx = "EncryptedPackage".encode("utf-16-le") in content
    return content.startswith(_OLE) and (is_xlsx or _ENCRYPTED_XLS.search(content) is not None)


def _has_password(path: Path) -> str:
    return f"{path}: found a workbook with a password, expected one without; remove the password and save it again"


def _broken(path: Path, what: str) -> str:
    return f"{path}: found a broken workbook ({what}), expected XLSX or XLS; export it again"
