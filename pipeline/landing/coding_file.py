"""The file in which people code free-text needs."""

from pathlib import Path

from pipeline.errors import InputError
from pipeline.landing.coding import Needs, TextKey, check_code, check_text
from pipeline.landing.fill_in import TEXT_MARK, marked, read_fill_in, write_fill_in
from pipeline.project import Project

_COLUMNS = ("survey_code", "answer", "need_code")
# answer_count and expected are for the people; they are not read.
_WRITTEN_COLUMNS = ("survey_code", "answer", "answer_count", "need_code", "expected")


def export_uncoded(project: Project, needs: Needs, path: Path) -> None:
    """Write the uncoded texts with an empty need_code. A file that is there is replaced."""
    expected = "one of " + ", ".join(needs.known)
    rows = [
        {
            "survey_code": need.survey_code,
            "answer": marked(need.text),
            "answer_count": need.answer_count,
            "expected": expected,
        }
        for need in needs.uncoded
    ]
    write_fill_in(project, path, "--export", _WRITTEN_COLUMNS, rows)


def read_codes(project: Project, needs: Needs, path: Path) -> dict[TextKey, str]:
    """The codes of a file, by survey and text; rows whose need_code is empty are left out.

    Raises InputError with one line per fault: an unreadable file or column, an unknown code, a text that nobody wrote,
    two codes for one text.
    """
    shown_as = project.show(path)
    codes: dict[TextKey, str] = {}
    faults: list[str] = []
    for line, values in read_fill_in(path, shown_as, "--import", "--export", _COLUMNS):
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
    if cell.startswith(TEXT_MARK) and survey_code not in needs.surveys_with(cell):
        return cell.removeprefix(TEXT_MARK)
    return cell
