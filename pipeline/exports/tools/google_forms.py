"""Google Forms: a timestamp, whose heading is in the form's language, then a column per question or row of a grid."""

import re
from collections import Counter

from pipeline.exports.export import Column, Role, Tool
from pipeline.exports.tables import Table
from pipeline.exports.text import in_one_line
from pipeline.exports.tools.headings import normal, require_headings, roles_of
from pipeline.exports.tools.recognised import Reader, Recognised

_GRID = re.compile(r"(.*\S)\s*\[(.*)\]", re.DOTALL)
# Sheets in English are taken to write the month first, in any other language the day.
_MONTH_FIRST = "timestamp"


def recognise(table: Table) -> Recognised | None:
    """By the heading of the first column, the timestamp, in a known language."""
    headings = [heading for (heading,) in table.columns(1)]
    roles = roles_of("google_forms")
    known = [roles.get(normal(heading)) for heading in headings]
    if len(headings) < 2 or known[0] is not Role.SUBMITTED_AT:
        return None
    require_headings(table, 1, headings)
    shared = Counter(match[1] for heading in headings if (match := _grid(heading)))
    columns = [Column(0, headings[0], Role.SUBMITTED_AT)]
    for position in range(1, len(headings)):
        role = known[position] if known[position] in (Role.PERSONAL, Role.TECHNICAL) else None
        columns.append(
            Column(position, headings[position], role) if role else _answer(position, headings[position], shared)
        )
    return Recognised(
        columns=tuple(columns),
        header_rows=1,
        answered_by=tuple(column.position for column in columns if column.role is Role.ANSWER),
        is_day_first=normal(headings[0]) != _MONTH_FIRST,
    )


def _grid(heading: str) -> re.Match[str] | None:
    return _GRID.fullmatch(heading) if heading.endswith("]") else None


def _answer(position: int, heading: str, shared: Counter[str]) -> Column:
    match = _grid(heading)
    # Brackets at the end of a question that has one column are part of it.
    if match and shared[match[1]] > 1:
        return Column(position, heading, Role.ANSWER, "", in_one_line(match[1]), "", in_one_line(match[2]))
    return Column(position, heading, Role.ANSWER, "", in_one_line(heading))


READER = Reader(
    Tool.GOOGLE_FORMS,
    "one row of headings, the first of them Timestamp in a language that is listed, then the questions",
    recognise,
)
