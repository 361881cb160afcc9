"""Qualtrics: rows of codes, question texts and ImportIds; two rows only in legacy exports."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pipeline.exports.export import Column, Role, Tool
from pipeline.exports.tables import Table, told_apart
from pipeline.exports.text import in_one_line
from pipeline.exports.tools.headings import headings_of, normal, roles_of
from pipeline.exports.tools.recognised import Reader, Recognised

# As JSON, or as a dictionary of Python.
_IMPORT_ID = re.compile(r"""\{.*?['"]ImportId['"]\s*:\s*['"]([^'"]*)['"].*\}""", re.DOTALL)
_TIME_ZONE = re.compile(r"""['"]timeZone['"]\s*:\s*['"]([^'"]*)['"]""")
_QUESTION_ID = re.compile(r"((?:\d+_)?QID\d+)(.*)", re.DOTALL)
# How long a page took, and in which order choices were shown.
_TECHNICAL = re.compile(r".*_(?:FIRST_CLICK|LAST_CLICK|PAGE_SUBMIT|CLICK_COUNT|DO|DO_.+)")
_CODE_PARTS = re.compile(r"(.+?)((?:_\d+)*)(_TEXT)?")
# Longer ones are no codes; looking for their parts would take for ever.
_LONGEST_IMPORT_ID = 1_000
_LONGEST_CODE = 200
_LEGACY = ("responseset", "ipaddress", "startdate", "enddate", "finished")
_FEWEST_LEGACY = 2
_RESPONSE_ID = re.compile(r"R_\w+")
# What it can be told to write for a question that was seen and not answered.
_SEEN_ONLY = frozenset({"-99"})
_SEPARATOR = " - "
_SELECTED_CHOICE = f"{_SEPARATOR}Selected Choice"


@dataclass(frozen=True)
class _Heading:
    """What the header rows say of one column. question: what the columns of one question share."""

    position: int
    code: str
    text: str
    role: Role | None
    question: str
    question_code: str
    item_code: str
    is_text: bool


def recognise(table: Table, *, is_told: bool) -> Recognised | None:
    """By ImportIds in the third row; a legacy export by ResponseID and more of its own columns in the first two."""
    import_ids = [cell for cell in table.cells(3) if cell]
    if import_ids and all(map(_import_id, import_ids)):
        return _recognised(table, 3)
    rows = [[normal(cell).replace(" ", "") for cell in table.cells(row)] for row in (1, 2)]
    names = {*rows[0], *rows[1]}
    if "responseid" not in names or (not is_told and len(names.intersection(_LEGACY)) < _FEWEST_LEGACY):
        return None
    # One row of headings only is no export of Qualtrics: the questions are missing.
    return None if any(_RESPONSE_ID.fullmatch(cell) for cell in table.cells(2)) else _recognised(table, 2)


def _recognised(table: Table, header_rows: int) -> Recognised:
    rows = table.columns(*range(1, header_rows + 1))
    headings = [_heading(position, cells) for position, cells in enumerate(rows)]
    columns = _columns(headings)
    position = next((column.position for column in columns if column.role is Role.SUBMITTED_AT), None)
    zone = _TIME_ZONE.search(table.cells(3)[position]) if position is not None and header_rows == 3 else None
    has_finished = any(column.role is Role.FINISHED for column in columns)
    return Recognised(
        columns=columns,
        header_rows=header_rows,
        # Embedded data is there before anything was answered.
        answered_by=tuple(heading.position for heading in headings if heading.role is None and heading.question),
        complete_by=Role.FINISHED if has_finished else None,
        is_complete=lambda text: normal(text) not in headings_of("qualtrics", "unfinished"),
        unanswered=_SEEN_ONLY,
        zone=_zone(zone[1]) if zone else None,
        details={
            "headings": "codes, texts and ImportIds" if header_rows == 3 else "legacy, codes and texts",
            **({"time zone": zone[1] if _zone(zone[1]) else f"{zone[1]}, which is not known here"} if zone else {}),
        },
    )


def _heading(position: int, cells: tuple[str, ...]) -> _Heading:
    roles = roles_of("qualtrics")
    code, text = cells[0], in_one_line(cells[1])
    if len(cells) == 2:
        role = roles.get(normal(code)) or roles.get(normal(text))
        question, item, is_text = _parts(code)
        return _Heading(position, code, text, role, question, question, item, is_text)
    import_id = _import_id(cells[2])
    of_question = _QUESTION_ID.fullmatch(import_id)
    if of_question is None:
        return _Heading(position, code, text, roles.get(normal(import_id)), "", code, "", False)
    role = Role.TECHNICAL if _TECHNICAL.fullmatch(import_id) or _TECHNICAL.fullmatch(code) else None
    rest = of_question[2].removesuffix("_TEXT")
    question, item, is_text = _parts(code)
    if rest and code.removesuffix("_TEXT").endswith(rest):
        question, item = code.removesuffix("_TEXT").removesuffix(rest), rest.strip("_#")
    elif not rest and not is_text:
        question, item = code, ""
    return _Heading(position, code, text, role, of_question[1], question, item, is_text)


def _import_id(cell: str) -> str:
    match = _IMPORT_ID.fullmatch(cell) if len(cell) <= _LONGEST_IMPORT_ID else None
    return match[1] if match else ""


def _parts(code: str) -> tuple[str, str, bool]:
    """Question, item and whether it is a text, of a code such as Q5_1_2 or Q5_3_TEXT."""
    match = _CODE_PARTS.fullmatch(code) if len(code) <= _LONGEST_CODE else None
    if match is None:
        return code, "", False
    return match[1], match[2].strip("_"), bool(match[3])


def _columns(headings: list[_Heading]) -> tuple[Column, ...]:
    unique = told_apart([" / ".join(part for part in (heading.code, heading.text) if part) for heading in headings])
    texts: dict[str, list[str]] = {}
    for heading in headings:
        if heading.role is None and heading.question:
            texts.setdefault(heading.question, []).append(heading.text)
    questions = {question: _question_text(shared) for question, shared in texts.items()}

    def columns() -> Iterator[Column]:
        for heading in headings:
            if heading.role is not None:
                yield Column(heading.position, unique[heading.position], heading.role)
                continue
            question = questions.get(heading.question, heading.text)
            yield Column(
                position=heading.position,
                heading=unique[heading.position],
                role=Role.OTHER_TEXT if heading.is_text else Role.ANSWER,
                question_code=heading.question_code,
                question_text=question.removesuffix(_SELECTED_CHOICE),
                item_code=heading.item_code,
                item_text=heading.text[len(question) :].removeprefix(_SEPARATOR) if heading.item_code else "",
            )

    return tuple(columns())


def _question_text(texts: list[str]) -> str:
    """What the texts of a question's columns have in common, up to where the choice or row begins."""
    if len(texts) == 1:
        return texts[0]
    first, last = min(texts), max(texts)
    length = next((at for at, pair in enumerate(zip(first, last, strict=False)) if pair[0] != pair[1]), len(first))
    common = first[:length]
    # One text is the whole question where the others go on from it.
    if common in texts:
        return common
    return common[: common.rfind(_SEPARATOR)] if _SEPARATOR in common else ""


def _zone(name: str) -> tzinfo | None:
    try:
        return ZoneInfo("UTC" if name == "Z" else name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


READER = Reader(
    Tool.QUALTRICS,
    "three rows of headings (codes, texts, ImportIds), or the two of a legacy export with ResponseID",
    recognise,
)
