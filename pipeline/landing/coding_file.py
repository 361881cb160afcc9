"""The file in which people code free-text needs: written for a spreadsheet, and read as a spreadsheet saved it."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from pipeline.errors import InputError
from pipeline.files import write_text
from pipeline.landing.coding import Needs, TextKey, check_code, check_text
from pipeline.project import Project

_COLUMNS = ("survey_code", "answer", "need_code")
# answer_count and expected are for the people; they are not read.
_WRITTEN_COLUMNS = ("survey_code", "answer", "answer_count", "need_code", "expected")
# A spreadsheet takes a cell that begins with one of these for a formula, and a quote before it for text.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "'")
_TEXT_MARK = "'"
_DELIMITERS = ",;\t"


def export_uncoded(project: Project, needs: Needs, path: Path) -> None:
    """Write the uncoded texts with an empty need_code. A file that is there is replaced.

    It begins with a byte-order mark, without which spreadsheets garble accents.
    """
    if path.is_dir() or not path.parent.is_dir():
        raise InputError(
            f"--export: found {'the' if path.is_dir() else 'no'} folder "
            f"{project.show(path if path.is_dir() else path.parent)}, expected a file in a folder that is there; "
            "choose another name"
        )
    text = io.StringIO()
    writer = csv.DictWriter(text, _WRITTEN_COLUMNS, lineterminator="\n")
    writer.writeheader()
    expected = "one of " + ", ".join(needs.known)
    for need in needs.uncoded:
        mark = _TEXT_MARK if need.text.startswith(_FORMULA_STARTS) else ""
        writer.writerow(
            {
                "survey_code": need.survey_code,
                "answer": mark + need.text,
                "answer_count": need.answer_count,
                "need_code": "",
                "expected": expected,
            }
        )
    write_text(path, "\ufeff" + text.getvalue())


def read_codes(project: Project, needs: Needs, path: Path) -> dict[TextKey, str]:
    """The codes of a file, by survey and text; rows whose need_code is empty are left out.

    Raises InputError with one line per fault: an unreadable file or column, an unknown code, a text that nobody wrote,
    two codes for one text.
    """
    shown_as = project.show(path)
    codes: dict[TextKey, str] = {}
    faults: list[str] = []
    for line, values in _records(path, shown_as):
        need_code = values["need_code"].strip()
        if not need_code:
            continue
        survey_code = values["survey_code"].strip()
        text = _as_written(needs, survey_code, values["answer"])
        place = f"{shown_as}, row {line}"
        found = check_text(needs, f"{place}, column answer", survey_code, text)
        found += check_code(needs, f"{place}, column need_code", need_code)
        other = codes.setdefault((survey_code, text), need_code)
        if not found and other != need_code:
            found.append(
                f"{place}, column need_code: found '{need_code}' for a text that is '{other}' in a row above, expected "
                "one code per text; keep one of the rows"
            )
        faults += found
    if faults:
        raise InputError(*faults)
    return codes


def _as_written(needs: Needs, survey_code: str, cell: str) -> str:
    """The text of a cell without the quote that marks it as text, unless the respondent wrote that quote."""
    if cell.startswith(_TEXT_MARK) and survey_code not in needs.surveys_with(cell):
        return cell.removeprefix(_TEXT_MARK)
    return cell


def _records(path: Path, shown_as: str) -> Iterable[tuple[int, dict[str, str]]]:
    """(line, values by column) of each record that is not blank."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(
            f"--import: {shown_as} cannot be read ({error.strerror}), expected a CSV of --export; check the path"
        ) from error
    except UnicodeDecodeError as error:
        raise InputError(
            f"{shown_as}: found a byte that is not UTF-8, expected UTF-8; save it as 'CSV UTF-8' in the spreadsheet"
        ) from error
    header, _, _ = text.partition("\n")
    delimiter = max(_DELIMITERS, key=header.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, restval="", strict=True)
    missing = [column for column in _COLUMNS if column not in (reader.fieldnames or [])]
    if missing:
        raise InputError(
            f"{shown_as}, row 1: found no column {', '.join(missing)}, expected {', '.join(_COLUMNS)}; "
            "write the file again with --export"
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
