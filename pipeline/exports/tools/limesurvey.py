"""LimeSurvey: columns of its own that may be left out, one by one, questions with rows in brackets, and timings."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.exports.export import Column, Role, Tool
from pipeline.exports.tables import Row, Table, told_apart
from pipeline.exports.text import in_one_line
from pipeline.exports.tools.headings import headings_of, normal, require_headings, roles_of
from pipeline.exports.tools.limesurvey_headings import (
    CODE,
    FEWEST_METADATA,
    Headings,
    are_codes,
    has_grid,
    index_width,
    is_code,
    question_and_item,
    spaced,
    styles_of,
)
from pipeline.exports.tools.recognised import Reader, Recognised
from pipeline.exports.tools.shapes import Shapes

# Seconds spent on a group of questions, or on the question whose code comes first.
_GROUP_TIMING = re.compile(r"groupTime\d+")
_TIMING = "Time"
# What the list of participants says about a respondent.
_ATTRIBUTE = re.compile(r"attribute_\d+")
_COMMENT = "comment"
# How LimeSurvey writes a question that was not shown, with answers as texts.
_BLANKS = frozenset({"N/A"})
_NO_TICK = frozenset({"2"})
_NOT_SHOWN = frozenset({"{question_not_shown}"})
# In the order in which they are put back, the brace last.
_VV_MARKS = {"{newline}": "\n", "{cr}": "\r", "{tab}": "\t", "{quote}": '"', "{lbrace}": "{"}
# What LimeSurvey gives as the date of a response when it was told to keep no dates.
_NO_DATES = frozenset({"1980-01-01 00:00:00"})
# No other tool calls the day of sending or the language so.
_ITS_ALONE = {Role.SUBMITTED_AT, Role.LANGUAGE}
# Where it stands: after identifier, day of sending, last page and language; and how many of its own there are.
_SEED, _MOST_OF_ITS_OWN = 4, 10
_OF_ANY_TOOL = {Role.RESPONSE_ID, Role.PERSONAL}


def recognise(table: Table, *, is_told: bool) -> Recognised | None:
    """By the names or the cells of the columns that LimeSurvey adds itself, or by how questions are headed."""
    shapes = Shapes(table, 1)
    styles = list(styles_of(table))
    for headings in styles:
        known = (_own_by_shape(shapes, headings) if headings.style == "texts" else {}) | headings.known()
        # Other tools have an identifier and an e-mail address too.
        is_sure = not _ITS_ALONE.isdisjoint(known.values())
        has_several = len(known) >= FEWEST_METADATA and not _OF_ANY_TOOL.issuperset(known.values())
        has_its_way = headings.style == "codes and texts" or are_codes(headings.codes) or has_grid(headings.texts)
        # Google Forms heads rows of grids in the same way, after a time.
        is_its_way = has_its_way and (bool(known) or not any(map(shapes.is_time, range(3))))
        if is_sure or has_several or is_its_way or _begins_with_identifier(headings, known):
            return _recognised(table, headings, known)
    return _recognised(table, *max(((each, each.known()) for each in styles), key=_rank)) if is_told else None


def _rank(pair: tuple[Headings, dict[int, Role]]) -> tuple[int, bool]:
    headings, known = pair
    return len(known), headings.style != "texts" and all(map(CODE.fullmatch, headings.codes))


def _own_by_shape(shapes: Shapes, headings: Headings) -> dict[int, Role]:
    """LimeSurvey's own columns in a language that is not listed; none where they are not surely its own.

    They come first: identifier, day of sending, last page, language, then seed, token, times and addresses. The
    identifier may be alone of them; then rows of grids in brackets are asked for.
    """
    if not shapes.is_identifier(0) or normal(headings.texts[0]) in roles_of("tidy"):
        return {}
    roles = {0: Role.RESPONSE_ID}
    if (shapes.is_time(1) or shapes.is_blank(1)) and shapes.is_number(2) and shapes.is_language(3):
        roles |= {1: Role.SUBMITTED_AT, 2: Role.TECHNICAL, 3: Role.LANGUAGE}
        for position in range(4, min(_MOST_OF_ITS_OWN, len(headings.texts))):
            # Seeds and tokens are both of one length; a number of another one may be an answer.
            if shapes.is_address(position) or shapes.is_token(position):
                roles[position] = Role.PERSONAL
            elif shapes.is_time(position):
                roles[position] = Role.TECHNICAL
            elif not shapes.is_blank(position) and not (position == _SEED and shapes.is_seed(position)):
                break
        # A blank one is its own where another follows, such as the token before the times.
        return {position: roles.get(position, Role.TECHNICAL) for position in range(max(roles) + 1)}
    return roles if has_grid(headings.texts) and not any(map(shapes.is_time, range(3))) else {}


def _begins_with_identifier(headings: Headings, known: dict[int, Role]) -> bool:
    """Whether its identifier comes first, and by a name that is LimeSurvey's own."""
    return headings.style != "codes" and known.get(0) is Role.RESPONSE_ID and not is_code(headings.texts[0])


def _recognised(table: Table, headings: Headings, known: dict[int, Role]) -> Recognised:
    before = index_width(table)
    shown = headings.texts if headings.style == "texts" else headings.codes
    if headings.style in ("codes", "VV"):
        require_headings(table, headings.header_rows, list(shown))
    names = [heading for (heading,) in table.columns(1)][before:]
    unique = told_apart(names if headings.style != "VV" else list(headings.codes))
    shared = Counter(question_and_item(text)[0] for text in headings.texts)
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
    for position in _numbered_boxes(table, headings.header_rows, columns):
        columns[position] = replace(columns[position], no_tick=_NO_TICK)
    return Recognised(
        columns=tuple(columns),
        header_rows=headings.header_rows,
        blanks=_BLANKS,
        unanswered=_NOT_SHOWN if headings.style == "VV" else frozenset(),
        complete_by=Role.SUBMITTED_AT if has_date else None,
        no_times=_NO_DATES,
        last_seen_at=tuple(
            place + before
            for place, name in enumerate(shown)
            if columns[place + before].role is Role.TECHNICAL
            and (spaced(name) in last_seen or (place in known and shapes.is_time(place + before)))
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


def _timings(headings: Headings, known: dict[int, Role], shapes: Shapes, before: int) -> set[int]:
    """Seconds spent, where headings are texts: known by how they begin, or at the end of the row in any language."""
    if headings.style != "texts":
        return set()
    starts = tuple(headings_of("limesurvey", "timings"))
    found = {place for place, text in enumerate(headings.texts) if spaced(text).startswith(starts)}
    at_the_end = len(headings.texts)
    while at_the_end and shapes.is_duration(at_the_end - 1 + before) and at_the_end - 1 not in known:
        at_the_end -= 1
    places = set(range(at_the_end, len(headings.texts)))
    return found | (places if len(places) > 1 else set())


def _question_column(position: int, unique: str, code: str, text: str, shared: Counter[str]) -> Column:
    question, item = question_and_item(text)
    match = CODE.fullmatch(code)
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


READER = Reader(
    Tool.LIMESURVEY,
    "headings as codes, texts, or `code. text [sub-question]`, with columns such as id, submitdate, lastpage",
    recognise,
)
