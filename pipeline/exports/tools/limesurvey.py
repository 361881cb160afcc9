"""LimeSurvey: headings as codes (`Q1[SQ001]`), as texts, or as code and text; or the two rows of a VV file.

What it writes where is in its `application/helpers/admin/export/Writer.php` (headings, the separator of code and text,
underscores for spaces) and in `vvexport` of `application/controllers/admin/Export.php`.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.exports.export import Column, Role, Tool
from pipeline.exports.tables import Row, Table, told_apart
from pipeline.exports.text import in_one_line
from pipeline.exports.tools.headings import headings_of, normal, require_headings, roles_of
from pipeline.exports.tools.recognised import Reader, Recognised
from pipeline.exports.tools.shapes import Shapes

_HEADING_CODE = r"[A-Za-z][A-Za-z0-9_]*(?:\[[^\]]*\]){0,2}"
_CODE = re.compile(r"([A-Za-z][A-Za-z0-9]*)(?:\[([^\]]*)\](?:\[([^\]]*)\])?|_([A-Za-z0-9_]+))?")
_CODE_AND_SEPARATOR = re.compile(rf"({_HEADING_CODE})([^\w\[]+)")
# Seconds spent on a group of questions, or on the question whose code comes first.
_GROUP_TIMING = re.compile(r"groupTime\d+")
_TIMING = "Time"
# What the list of participants says about a respondent.
_ATTRIBUTE = re.compile(r"attribute_\d+")
_COMMENT = "comment"
# How LimeSurvey writes a question that was not shown, with answers as texts.
_BLANKS = frozenset({"N/A"})
_UNTICKED = frozenset({"2"})
_NOT_SHOWN = frozenset({"{question_not_shown}"})
# In the order in which they are put back, the brace last.
_VV_MARKS = {"{newline}": "\n", "{cr}": "\r", "{tab}": "\t", "{quote}": '"', "{lbrace}": "{"}
# What LimeSurvey gives as the date of a response when it was told to keep no dates.
_NO_DATES = frozenset({"1980-01-01 00:00:00"})
# An array of texts has a row and a column, with two scales a third.
_MOST_BRACKETS = 3
_FEWEST_METADATA = 2
# No other tool calls the day of sending or the language so.
_ITS_ALONE = {Role.SUBMITTED_AT, Role.LANGUAGE}
_OF_ANY_TOOL = {Role.RESPONSE_ID, Role.PERSONAL}


@dataclass(frozen=True)
class _Headings:
    """A code and a text per column, either of them empty in all. style: what LimeSurvey was told to write."""

    style: str
    codes: Sequence[str]
    texts: Sequence[str]
    header_rows: int = 1

    def known(self) -> dict[int, Role]:
        """The columns that LimeSurvey adds itself, by position."""
        codes, texts = roles_of("limesurvey", "codes"), roles_of("limesurvey", "texts")
        if self.style == "texts":
            roles = {position: texts.get(_spaced(text)) for position, text in enumerate(self.texts)}
        else:
            roles = {position: codes.get(normal(code)) for position, code in enumerate(self.codes)}
        return {position: role for position, role in roles.items() if role}


def recognise(table: Table, *, is_told: bool) -> Recognised | None:
    """By the columns that LimeSurvey adds itself: as codes, as texts, or by what stands in them."""
    styles = list(_styles(table))
    for headings in styles:
        known = headings.known()
        # Other tools have an identifier and an e-mail address too.
        is_sure = not _ITS_ALONE.isdisjoint(known.values())
        has_several = len(known) >= _FEWEST_METADATA and not _OF_ANY_TOOL.issuperset(known.values())
        has_its_headings = _are_codes(headings.codes) or _has_grid(headings.texts)
        if is_sure or has_several or (known and has_its_headings) or _begins_with_identifier(headings, known):
            return _recognised(table, headings, known)
    texts = styles[-1]
    by_shape = _own_by_shape(Shapes(table, 1), texts)
    if by_shape:
        return _recognised(table, texts, by_shape)
    return _recognised(table, *max(((each, each.known()) for each in styles), key=_rank)) if is_told else None


def recognise_questions(table: Table, *, is_told: bool) -> Recognised | None:  # noqa: ARG001 as readers are called
    """By codes with brackets, codes and texts, or rows of grids in brackets, where its own columns were left out."""
    for headings in _styles(table):
        is_with_texts = headings.style == "codes and texts" and len(headings.codes) > 1
        is_with_codes = headings.style == "codes" and _are_codes(headings.codes)
        if is_with_texts or is_with_codes or (headings.style == "texts" and _has_grid(headings.texts)):
            return _recognised(table, headings, headings.known())
    return None


def _rank(pair: tuple[_Headings, dict[int, Role]]) -> tuple[int, bool]:
    headings, known = pair
    return len(known), headings.style != "texts" and all(map(_CODE.fullmatch, headings.codes))


def _styles(table: Table) -> Iterator[_Headings]:
    """What the headings may be, texts last. The index that pandas adds when it saves a table again is left out."""
    rows = table.columns(1)
    headings = [heading for (heading,) in rows][_index_width(table) :]
    blank = [""] * len(headings)
    below = _Headings("VV", table.cells(2)[: len(headings)], headings, 2)
    if len(below.codes) == len(headings) and {0: Role.RESPONSE_ID}.items() <= below.known().items():
        yield below
    yield _Headings("codes", headings, blank)
    first = _CODE_AND_SEPARATOR.match(headings[0]) if headings else None
    if first:
        separator = first[2].rstrip()
        whole = re.compile(rf"({_HEADING_CODE}){re.escape(separator or first[2])}\s*(.*)", re.DOTALL)
        matches = [whole.fullmatch(heading) for heading in headings]
        codes = [match[1] for match in matches if match]
        both = _Headings("codes and texts", codes, [match[2] for match in matches if match])
        # A space alone separates the words of any heading as well, but not from a code in brackets.
        has_codes = separator or len(both.known()) >= _FEWEST_METADATA or any("[" in code for code in codes)
        if len(set(codes)) == len(headings) and has_codes:
            yield both
    yield _Headings("texts", blank, headings)


def _index_width(table: Table) -> int:
    return 1 if table.columns(1) and not table.cells(1)[0] else 0


def _spaced(heading: str) -> str:
    """A heading as it is compared, with spaces for the underscores that LimeSurvey can be told to write."""
    return normal(heading if _is_code(heading) else heading.replace("_", " "))


def _is_code(heading: str) -> bool:
    """Whether it looks like a name that a person or a program gave a column."""
    return "_" in heading and heading.islower()


def _are_codes(codes: Sequence[str]) -> bool:
    """Codes all of them, as LimeSurvey allows them: letters and digits, some with another one in brackets."""
    return all(_CODE.fullmatch(code) and "_" not in code.partition("[")[0] for code in codes) and any(
        "[" in code for code in codes
    )


def _own_by_shape(shapes: Shapes, headings: _Headings) -> dict[int, Role]:
    """LimeSurvey's own columns in a language that is not listed; none where they are not surely its own.

    They come first: identifier, day of sending, last page, language, then seed, times and addresses. The identifier may
    be alone of them; then rows of grids in brackets are asked for.
    """
    if not shapes.is_identifier(0) or normal(headings.texts[0]) in roles_of("tidy"):
        return {}
    roles = {0: Role.RESPONSE_ID}
    if (shapes.is_time(1) or shapes.is_blank(1)) and shapes.is_number(2) and shapes.is_language(3):
        roles |= {1: Role.SUBMITTED_AT, 2: Role.TECHNICAL, 3: Role.LANGUAGE}
        for position in range(4, len(headings.texts)):
            if shapes.is_address(position):
                roles[position] = Role.PERSONAL
            elif shapes.is_number(position) or shapes.is_time(position):
                roles[position] = Role.TECHNICAL
            else:
                break
        return roles
    return roles if _has_grid(headings.texts) and not shapes.is_time(1) and not shapes.is_time(2) else {}


def _begins_with_identifier(headings: _Headings, known: dict[int, Role]) -> bool:
    """Whether its identifier comes first, and by a name that is LimeSurvey's own."""
    return headings.style != "codes" and known.get(0) is Role.RESPONSE_ID and not _is_code(headings.texts[0])


def _has_grid(texts: Sequence[str]) -> bool:
    """Whether a question is there several times, with rows in brackets; people name columns without spaces so."""
    shared = Counter(question for question, item in map(_question_and_item, texts) if item and " " in _spaced(question))
    return any(count > 1 for count in shared.values()) and not any(normal(text) in roles_of("tidy") for text in texts)


def _recognised(table: Table, headings: _Headings, known: dict[int, Role]) -> Recognised:
    before = _index_width(table)
    shown = headings.texts if headings.style == "texts" else headings.codes
    if headings.style in ("codes", "VV"):
        require_headings(table, headings.header_rows, list(shown))
    names = [heading for (heading,) in table.columns(1)][before:]
    unique = told_apart(names if headings.style != "VV" else list(headings.codes))
    shared = Counter(_question_and_item(text)[0] for text in headings.texts)
    bases = {code.partition("[")[0] for code in headings.codes} | set(headings.codes)
    shapes = Shapes(table, headings.header_rows)
    columns = [Column(position, "", Role.TECHNICAL) for position in range(before)]
    timings = _timings(headings, known, shapes, before)
    for place, (code, text) in enumerate(zip(headings.codes, headings.texts, strict=True)):
        position = place + before
        if role := known.get(place) or _role_of_code(code, bases) or (Role.TECHNICAL if place in timings else None):
            columns.append(Column(position, unique[place], role))
        else:
            columns.append(_question_column(position, unique[place], code, text, shared))
    has_date = any(column.role is Role.SUBMITTED_AT for column in columns)
    last_seen = headings_of("limesurvey", "last_seen")
    details = {"headings": headings.style}
    if before:
        details["saved again"] = "an index column without a heading, as pandas adds it"
    return Recognised(
        columns=tuple(columns),
        header_rows=headings.header_rows,
        blanks=_BLANKS,
        boxes=dict.fromkeys(_numbered_boxes(table, headings.header_rows, columns), _UNTICKED),
        unanswered=_NOT_SHOWN,
        complete_by=Role.SUBMITTED_AT if has_date else None,
        no_times=_NO_DATES,
        last_seen_at=tuple(
            place + before
            for place, name in enumerate(shown)
            if columns[place + before].role is Role.TECHNICAL
            and (_spaced(name) in last_seen or (place in known and shapes.is_time(place + before)))
        ),
        rows=(lambda: _vv_rows(table)) if headings.style == "VV" else None,
        details=details,
    )


def _numbered_boxes(table: Table, header_rows: int, columns: Sequence[Column]) -> Iterator[int]:
    """The columns of boxes with 1 for a tick and 2 for none; in a ranking, no response has a number twice."""
    questions: dict[tuple[str, str], list[int]] = {}
    for column in columns:
        if column.role is Role.ANSWER:
            questions.setdefault((column.question_code, column.question_text), []).append(column.position)
    rows = [cells for number, cells in table.head if number > header_rows and len(cells) >= len(columns)]
    for positions in questions.values():
        answers = [[cells[position] for position in positions] for cells in rows]
        if {"2"} <= {text for row in answers for text in row} <= {"", "1", "2"}:
            yield from positions if any(row.count("2") > 1 for row in answers) else ()


def _vv_rows(table: Table) -> Iterator[Row]:
    for number, cells in table.rows_after(2):
        for position, cell in enumerate(cells):
            if "{" in cell and cell not in _NOT_SHOWN:
                for mark, text in _VV_MARKS.items():
                    cell = cell.replace(mark, text)
                cells[position] = cell
        yield number, cells


def _role_of_code(code: str, bases: set[str]) -> Role | None:
    """The role of a column that LimeSurvey adds itself, beside those with a name of their own."""
    if _ATTRIBUTE.fullmatch(code):
        return Role.PERSONAL
    is_timing = _GROUP_TIMING.fullmatch(code) or (code.endswith(_TIMING) and code.removesuffix(_TIMING) in bases)
    return Role.TECHNICAL if is_timing else None


def _timings(headings: _Headings, known: dict[int, Role], shapes: Shapes, before: int) -> set[int]:
    """Seconds spent, where headings are texts: known by how they begin, or at the end of the row in any language."""
    if headings.style != "texts":
        return set()
    starts = tuple(headings_of("limesurvey", "timings"))
    found = {place for place, text in enumerate(headings.texts) if _spaced(text).startswith(starts)}
    at_the_end = len(headings.texts)
    while at_the_end and shapes.is_duration(at_the_end - 1 + before) and at_the_end - 1 not in known:
        at_the_end -= 1
    places = set(range(at_the_end, len(headings.texts)))
    return found | (places if len(places) > 1 else set())


def _question_column(position: int, unique: str, code: str, text: str, shared: Counter[str]) -> Column:
    question, item = _question_and_item(text)
    match = _CODE.fullmatch(code)
    if not code:
        # Brackets at the end of a question that has one column are part of it.
        if shared[question] == 1 and _role_of_item(item) is Role.ANSWER:
            question, item = in_one_line(text), ""
        return Column(position, unique, _role_of_item(item), "", question, "", item)
    if match is None:
        return Column(position, unique, Role.ANSWER, code, question, "", item)
    items = [part for part in (match[2], match[3], match[4]) if part]
    return Column(
        position, unique, _role_of_item(items[-1] if items else ""), match[1], question, "_".join(items), item
    )


def _role_of_item(item: str) -> Role:
    if normal(item).endswith(_COMMENT):
        return Role.COMMENT
    return Role.OTHER_TEXT if normal(item) in headings_of("limesurvey", "other") else Role.ANSWER


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
