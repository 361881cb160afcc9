"""Google Forms: a timestamp in the first column, then a column per question or row of a grid."""

import re
from collections import Counter

from pipeline.exports.export import Column, Role, Tool
from pipeline.exports.tables import Table, told_apart
from pipeline.exports.text import in_one_line
from pipeline.exports.tools.headings import normal, require_headings, roles_of
from pipeline.exports.tools.recognised import Reader, Recognised
from pipeline.exports.tools.shapes import Shapes

_GRID = re.compile(r"(.*\S)\s*\[(.*)\]", re.DOTALL)
# Sheets in English are taken to write the month first, in any other language the day.
_MONTH_FIRST = "timestamp"


def recognise(table: Table, *, is_told: bool) -> Recognised | None:
    """By a first column that has a time in each row, or a heading for it in a known language."""
    headings = [heading for (heading,) in table.columns(1)]
    roles = roles_of("google_forms")
    known = [roles.get(normal(heading)) for heading in headings]
    has_time = known[:1] == [Role.SUBMITTED_AT] or Shapes(table, 1).is_time_of_all(0)
    others = {normal(heading) for heading in headings} & roles_of("tidy").keys() - roles.keys()
    if not is_told and (len(headings) < 2 or not has_time or (known[0] is None and others)):
        return None
    require_headings(table, 1, headings, are_unique=False)
    shared = Counter(match[1] for heading in headings if (match := _grid(heading)))
    columns = []
    for position, (heading, unique) in enumerate(zip(headings, told_apart(headings), strict=True)):
        role = known[position] if known[position] in (Role.PERSONAL, Role.TECHNICAL) else None
        if position == 0 and has_time:
            role = Role.SUBMITTED_AT
        columns.append(Column(position, unique, role) if role else _answer(position, heading, unique, shared))
    return Recognised(
        columns=tuple(columns), header_rows=1, is_day_first=bool(headings) and normal(headings[0]) != _MONTH_FIRST
    )


def _grid(heading: str) -> re.Match[str] | None:
    return _GRID.fullmatch(heading) if heading.endswith("]") else None


def _answer(position: int, heading: str, unique: str, shared: Counter[str]) -> Column:
    match = _grid(heading)
    # Brackets at the end of a question that has one column are part of it.
    if match and shared[match[1]] > 1:
        return Column(position, unique, Role.ANSWER, "", in_one_line(match[1]), "", in_one_line(match[2]))
    return Column(position, unique, Role.ANSWER, "", in_one_line(heading))


READER = Reader(
    Tool.GOOGLE_FORMS,
    "one row of headings, the first of them over a time in each row, such as Timestamp, then the questions",
    recognise,
)
