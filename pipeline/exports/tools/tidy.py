"""Tidy CSV: one row of headings, an identifier, and a column per question or item of it."""

import re

from pipeline.exports.export import Column, Role, Tool
from pipeline.exports.tables import Table
from pipeline.exports.text import in_one_line
from pipeline.exports.tools.headings import normal, require_headings, roles_of
from pipeline.exports.tools.recognised import Reader, Recognised

_QUESTION_AND_ITEM = re.compile(r"([A-Za-z]\w*)(?:[./](\w+)|\[(\w+)\])")
_CODE = re.compile(r"[A-Za-z]\w*")
_PARTIAL = frozenset({"true", "1", "yes"})


def recognise(table: Table, *, is_told: bool) -> Recognised | None:
    """By a column for the identifier, and at least one for answers."""
    headings = [heading for (heading,) in table.columns(1)]
    roles = roles_of("tidy")
    of_metadata = [roles.get(normal(heading)) for heading in headings]
    if not is_told and (Role.RESPONSE_ID not in of_metadata or all(of_metadata)):
        return None
    require_headings(table, 1, headings)
    columns = []
    taken: set[Role] = set()
    for position, (heading, role) in enumerate(zip(headings, of_metadata, strict=True)):
        if role in (Role.RESPONSE_ID, Role.SUBMITTED_AT, Role.LANGUAGE, Role.FINISHED):
            # The first of several that may be the identifier is it.
            role = Role.TECHNICAL if role in taken else role
            taken.add(role)
        columns.append(Column(position, heading, role) if role else _answer(position, heading))
    return Recognised(
        columns=tuple(columns),
        header_rows=1,
        complete_by=Role.FINISHED if Role.FINISHED in taken else None,
        is_complete=lambda text: text.casefold() not in _PARTIAL,
    )


def _answer(position: int, heading: str) -> Column:
    if match := _QUESTION_AND_ITEM.fullmatch(heading):
        return Column(position, heading, Role.ANSWER, match[1], "", match[2] or match[3])
    if _CODE.fullmatch(heading):
        return Column(position, heading, Role.ANSWER, heading)
    return Column(position, heading, Role.ANSWER, "", in_one_line(heading))


READER = Reader(
    Tool.TIDY,
    "one row of headings with submission_id, response_id or id, and a column per question, `question/item`, "
    "`question.item` or `question[item]`",
    recognise,
)
