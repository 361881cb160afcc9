"""EUSurvey: a sheet "Content" with the alias, the day of the export, an empty row, then headings."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from pipeline.errors import InputError
from pipeline.exports.export import Column, Role, Tool
from pipeline.exports.tables import Row, Table, told_apart
from pipeline.exports.text import in_one_line
from pipeline.exports.tools.headings import normal, roles_of
from pipeline.exports.tools.recognised import Reader, Recognised

_SHEET = "Content"
_HEADER_ROWS = 4
_SHORT_NAME = re.compile(r"(.*?)\s*\((\w+)\)", re.DOTALL)
# A table's row and column, each with its short name, as `row (A):column (B)`.
_TABLE_CELL = re.compile(r"(.*?)\s*\((\w+)\)\s*:\s*(.*?)\s*\((\w+)\)", re.DOTALL)
# An option with its short name, as `text(ID12)`; several are joined by a semicolon.
_OPTION = re.compile(r"(\S|\S.*\S)\((\w+)\)", re.DOTALL)
_JOINT = re.compile(r"(?<=\)); ?")
_MOST_COLONS = 20
# What a spreadsheet holds in one cell, counted as Java does, in units of UTF-16. The rest goes into a row below.
_LONGEST_CELL = 32_767
# What an anonymous survey has instead of an identifier.
_ANONYMOUS = "Anonymous"


def recognise(table: Table, *, is_told: bool) -> Recognised | None:
    """By the rows above the headings, which EUSurvey writes in English always, in its CommonExcelExportCreator.

    Somebody who says that it wrote the file may have removed them: then the headings are in the first row.
    """
    if [table.cells(row)[:1] for row in (1, 2)] == [["Alias"], ["Export Date"]]:
        header_rows = _HEADER_ROWS
    elif is_told:
        header_rows = 1
    else:
        return None
    if table.sheet and re.fullmatch(rf"{_SHEET}[1-9]\d*", table.sheet):
        raise InputError(
            f"{table.place}: found a second sheet of the same answers, as XLS has for more than 254 columns, expected "
            "one sheet; export as XLSX"
        )
    columns = tuple(_columns([heading for (heading,) in table.columns(header_rows)]))
    if not any(column.role is Role.ANSWER for column in columns):
        return None
    with_options = _columns_with_short_names(table, header_rows, columns)
    return Recognised(
        columns=tuple(replace(column, is_closed=column.position in with_options) for column in columns),
        header_rows=header_rows,
        rows=lambda: _responses(table, header_rows, columns, with_options),
        details={"short names": "in headings and answers" if with_options else "none in answers"},
    )


def _columns(headings: list[str]) -> Iterator[Column]:
    roles = roles_of("eusurvey")
    shared = Counter(prefix for heading in headings for prefix in _prefixes(in_one_line(heading)))
    for position, (heading, unique) in enumerate(zip(headings, told_apart(headings), strict=True)):
        # EUSurvey's own columns come last; a question may have the same name.
        role = roles.get(normal(heading)) if _is_metadata(headings[position:], roles) else None
        yield Column(position, unique, role) if role else _answer(position, heading, unique, shared)


def _is_metadata(headings: list[str], roles: dict[str, Role]) -> bool:
    return all(normal(heading) in roles for heading in headings)


def _prefixes(text: str) -> list[str]:
    """What stands before each of the first colons."""
    colons = islice((position for position, letter in enumerate(text) if letter == ":"), _MOST_COLONS)
    return [text[:position] for position in colons]


def _answer(position: int, heading: str, unique: str, shared: Counter[str]) -> Column:
    text = in_one_line(heading)
    if match := _TABLE_CELL.fullmatch(text):
        return Column(position, unique, Role.ANSWER, "", match[1], f"{match[2]}_{match[4]}", match[3])
    code = ""
    if match := _SHORT_NAME.fullmatch(text):
        text, code = match[1], match[2]
    # A matrix writes `question: row`, and has a column per row.
    question = next((prefix for prefix in reversed(_prefixes(text)) if shared[prefix] > 1), None)
    if question is None:
        return Column(position, unique, Role.ANSWER, code, text)
    row = text[len(question) + 1 :].strip()
    return Column(position, unique, Role.ANSWER, "", question.strip(), code, row)


def _columns_with_short_names(table: Table, header_rows: int, columns: tuple[Column, ...]) -> frozenset[int]:
    """The columns in which every answer is one option or several, each with its short name."""
    candidates = {column.position for column in columns if column.role is Role.ANSWER}
    seen: set[int] = set()
    for _, cells in table.rows_after(header_rows):
        for position in list(candidates):
            if cells[position]:
                seen.add(position)
                if not all(_OPTION.fullmatch(option) for option in _JOINT.split(cells[position])):
                    candidates.discard(position)
    return frozenset(candidates & seen)


def _responses(
    table: Table, header_rows: int, columns: tuple[Column, ...], with_options: frozenset[int]
) -> Iterator[Row]:
    identifiers = [column.position for column in columns if column.role is Role.RESPONSE_ID]
    for number, cells in _joined(table, header_rows):
        for position in with_options:
            options = _JOINT.split(cells[position])
            cells[position] = ";".join(match[1] for option in options if (match := _OPTION.fullmatch(option)))
        for position in identifiers:
            if cells[position] == _ANONYMOUS:
                cells[position] = ""
        yield number, cells


def _joined(table: Table, header_rows: int) -> Iterator[Row]:
    """The responses, each with what of its cells went into rows below."""
    response: Row | None = None
    full: set[int] = set()
    for number, cells in table.rows_after(header_rows):
        filled = {position for position, cell in enumerate(cells) if cell}
        if response and filled <= full:
            for position in filled:
                response[1][position] += cells[position]
        else:
            if response:
                yield response
            response = number, cells
        full = {position for position in filled if _is_full(cells[position])}
    if response:
        yield response


def _is_full(cell: str) -> bool:
    return 2 * len(cell) >= _LONGEST_CELL and len(cell.encode("utf-16-le")) == 2 * _LONGEST_CELL


READER = Reader(
    Tool.EUSURVEY,
    "an XLS or XLSX whose sheet begins with the rows Alias and Export Date and has its headings in row 4",
    recognise,
)
