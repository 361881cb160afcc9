"""LimeSurvey: one row of headings, as codes (`Q1[SQ001]`), as texts, or as code and text."""

import re
from collections import Counter

from pipeline.exports.export import Column, Role, Tool
from pipeline.exports.tables import Table, told_apart
from pipeline.exports.text import in_one_line
from pipeline.exports.tools.headings import headings_of, normal, require_headings, roles_of
from pipeline.exports.tools.recognised import Reader, Recognised

_CODE = re.compile(r"([A-Za-z][A-Za-z0-9]*)(?:\[([^\]]*)\](?:\[([^\]]*)\])?|_([A-Za-z0-9_]+))?")
_CODE_AND_TEXT = re.compile(r"([A-Za-z][A-Za-z0-9_]*(?:\[[^\]]*\]){0,2})\.\s?(.*)", re.DOTALL)
# Seconds spent on a group of questions, or on the question whose code comes first.
_GROUP_TIMING = re.compile(r"groupTime\d+")
_TIMING = "Time"
# What the list of participants says about a respondent.
_ATTRIBUTE = re.compile(r"attribute_\d+")
_OTHER = "other"
_COMMENT = "comment"
# How LimeSurvey writes a question that was not shown, with answers as texts.
_BLANKS = frozenset({"N/A"})
# What LimeSurvey gives as the date of a response when it was told to keep no dates.
_NO_DATE = "1980-01-01 00:00:00"
# An array of texts has a row and a column, with two scales a third.
_MOST_BRACKETS = 3
_FEWEST_METADATA = 2
_OF_ANY_TOOL = {Role.RESPONSE_ID, Role.PERSONAL}


def recognise(table: Table) -> Recognised | None:
    """By at least two of the columns that LimeSurvey adds itself, as codes or as texts."""
    headings = _headings(table)
    kinds = {
        "codes": (headings, roles_of("limesurvey", "codes")),
        "texts": (headings, roles_of("limesurvey", "texts")),
        "codes and texts": ([_code_of(heading) for heading in headings], roles_of("limesurvey", "codes")),
    }
    for kind, (names, roles) in kinds.items():
        found = {normal(name): roles[normal(name)] for name in names if normal(name) in roles}
        # Other tools have an identifier and an e-mail address too.
        if len(found) >= _FEWEST_METADATA and not _OF_ANY_TOOL.issuperset(found.values()):
            return _recognised(table, headings, kind)
    return None


def recognise_questions(table: Table) -> Recognised | None:
    """By headings as codes and texts, all of them, where the columns that LimeSurvey adds itself were left out."""
    headings = _headings(table)
    if len(headings) > 1 and all(_CODE_AND_TEXT.fullmatch(heading) for heading in headings):
        return _recognised(table, headings, "codes and texts")
    return None


def _headings(table: Table) -> list[str]:
    """The headings; without the first where that is the index that pandas adds when it saves a table again."""
    headings = [heading for (heading,) in table.columns(1)]
    return headings[1:] if headings and not headings[0] else headings


def _code_of(heading: str) -> str:
    match = _CODE_AND_TEXT.fullmatch(heading)
    return match[1] if match else ""


def _recognised(table: Table, headings: list[str], kind: str) -> Recognised:
    has_index = len(table.columns(1)) > len(headings)
    if kind == "codes":
        require_headings(table, 1, headings)
    shared = Counter(_question_and_item(heading)[0] for heading in headings)
    codes = {heading if kind == "codes" else _code_of(heading) for heading in headings}
    columns = [Column(0, "", Role.TECHNICAL)] if has_index else []
    for heading, unique in zip(headings, told_apart(headings), strict=True):
        position = len(columns)
        if kind == "texts":
            columns.append(_column_of_text(position, heading, unique, shared))
        else:
            columns.append(_column_of_code(position, heading, unique, kind, codes))
    has_date = any(column.role is Role.SUBMITTED_AT for column in columns)
    last_seen = headings_of("limesurvey", "last_seen")
    details = {"headings": kind}
    if has_index:
        details["saved again"] = "an index column without a heading, as pandas adds it"
    return Recognised(
        columns=tuple(columns),
        header_rows=1,
        answered_by=tuple(
            column.position for column in columns if column.role in (Role.ANSWER, Role.OTHER_TEXT, Role.COMMENT)
        ),
        blanks=_BLANKS,
        complete_by=Role.SUBMITTED_AT if has_date else None,
        is_complete=bool,
        no_times=frozenset({_NO_DATE}),
        last_seen_at=tuple(
            column.position
            for column in columns
            if column.role is Role.TECHNICAL and normal(_code_of(column.heading) or column.heading) in last_seen
        ),
        details=details,
    )


def _column_of_code(position: int, heading: str, unique: str, kind: str, codes: set[str]) -> Column:
    code, text = heading, ""
    if kind == "codes and texts" and (match := _CODE_AND_TEXT.fullmatch(heading)):
        code, text = match[1], match[2]
    if role := _role_of_code(code, codes):
        return Column(position, unique, role)
    question_text, item_text = _question_and_item(text)
    match = _CODE.fullmatch(code)
    if match is None:
        return Column(position, unique, Role.ANSWER, code, question_text, "", item_text)
    items = [item for item in (match[2], match[3], match[4]) if item]
    return Column(
        position, unique, _role_of_item(items), match[1], question_text, "_".join(items) if items else "", item_text
    )


def _role_of_code(code: str, codes: set[str]) -> Role | None:
    """The role of a column that LimeSurvey adds itself; None for a question's."""
    if _ATTRIBUTE.fullmatch(code):
        return Role.PERSONAL
    if _GROUP_TIMING.fullmatch(code) or (code.endswith(_TIMING) and code.removesuffix(_TIMING) in codes):
        return Role.TECHNICAL
    return roles_of("limesurvey", "codes").get(normal(code))


def _column_of_text(position: int, heading: str, unique: str, shared: Counter[str]) -> Column:
    if role := roles_of("limesurvey", "texts").get(normal(heading)):
        return Column(position, unique, role)
    question, item = _question_and_item(heading)
    # Brackets at the end of a question that has one column are part of it.
    if shared[question] == 1:
        question, item = in_one_line(heading), ""
    return Column(position, unique, _role_of_item([item]), "", question, "", item)


def _role_of_item(items: list[str]) -> Role:
    last = items[-1].casefold() if items else ""
    if last.endswith(_COMMENT):
        return Role.COMMENT
    return Role.OTHER_TEXT if last == _OTHER else Role.ANSWER


def _question_and_item(text: str) -> tuple[str, str]:
    """The question, and the sub-question in the brackets at its end. Brackets may be nested."""
    text = in_one_line(text)
    items: list[str] = []
    for _ in range(_MOST_BRACKETS):
        if not text.endswith("]"):
            break
        depth = 0
        for position in range(len(text) - 1, -1, -1):
            depth += {"]": 1, "[": -1}.get(text[position], 0)
            if depth == 0:
                break
        if depth:
            break
        items.insert(0, text[position + 1 : -1].strip())
        text = text[:position].rstrip()
    return text, " | ".join(item for item in items if item)


_EXPECTED = (
    "one row of headings as codes, texts, or `code. text [sub-question]`, with columns such as id, submitdate, lastpage"
)
READER = Reader(Tool.LIMESURVEY, _EXPECTED, recognise)
READER_OF_QUESTIONS = Reader(Tool.LIMESURVEY, _EXPECTED, recognise_questions)
