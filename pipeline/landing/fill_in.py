"""A CSV that people fill in: written for a spreadsheet, and read as a spreadsheet saved it."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from pipeline.errors import InputError
from pipeline.files import write_text
from pipeline.project import Project

# A spreadsheet takes a cell that begins with one of these for a formula, and a quote before it for text.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "'")
TEXT_MARK = "'"
_DELIMITERS = ",;\t"


def marked(text: str) -> str:
    """A text as a cell that no spreadsheet takes for a formula."""
    return f"{TEXT_MARK}{text}" if text.startswith(_FORMULA_STARTS) else text


def write_fill_in(
    project: Project, path: Path, option: str, columns: Sequence[str], rows: Iterable[Mapping[str, object]]
) -> None:
    """Write a file for people to fill in; one that is there is replaced. option: that names the file, for faults.

    It begins with a byte-order mark, without which spreadsheets garble accents.
    """
    if path.is_dir() or not path.parent.is_dir():
        raise InputError(
            f"{option}: found {'the' if path.is_dir() else 'no'} folder "
            f"{project.show(path if path.is_dir() else path.parent)}, expected a file in a folder that is there; "
            "choose another name"
        )
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    write_text(path, "\ufeff" + text.getvalue())


def read_fill_in(
    path: Path, shown_as: str, option: str, written_by: str, columns: Sequence[str]
) -> Iterator[tuple[int, dict[str, str]]]:
    """(line, values by column) of each record that is not blank. option: that names it; written_by: that wrote it.

    Raises InputError where the file cannot be read, or lacks one of the columns.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(
            f"{option}: {shown_as} cannot be read ({error.strerror}), expected a CSV of {written_by}; check the path"
        ) from error
    except UnicodeDecodeError as error:
        raise InputError(
            f"{shown_as}: found a byte that is not UTF-8, expected UTF-8; save it as 'CSV UTF-8' in the spreadsheet"
        ) from error
    header, _, _ = text.partition("\n")
    delimiter = max(_DELIMITERS, key=header.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, restval="", strict=True)
    missing = [column for column in columns if column not in (reader.fieldnames or [])]
    if missing:
        raise InputError(
            f"{shown_as}, row 1: found no column {', '.join(missing)}, expected {', '.join(columns)}; "
            f"write the file again with {written_by}"
        )
    line = reader.line_num + 1
    try:
        for values in reader:
            yield line, values
            line = reader.line_num + 1
    except csv.Error as error:
        raise InputError(
            f'{shown_as}, row {line}: found broken quotes ({error}), expected each " inside a value doubled; '
            "mend the quotes"
        ) from error
