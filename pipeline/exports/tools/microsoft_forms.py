"""Microsoft Forms: an XLSX with ID, start and completion time, e-mail and name, then a column per question."""

import re

from pipeline.exports.export import Column, Role, Tool
from pipeline.exports.tables import Table
from pipeline.exports.text import in_one_line
from pipeline.exports.tools.headings import normal, require_headings, roles_of
from pipeline.exports.tools.recognised import Reader, Recognised

# Identifier, start, completion, e-mail, name; what else may come before the questions is known by its heading.
_FIRST_ROLES = (Role.RESPONSE_ID, Role.TECHNICAL, Role.SUBMITTED_AT, Role.PERSONAL, Role.PERSONAL)
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}( \d{2}:\d{2}:\d{2})?")
# What a quiz adds to each question.
_OF_A_QUIZ = re.compile(r"(Points|Feedback) - .+", re.DOTALL)


def recognise(table: Table) -> Recognised | None:
    """By the first three headings in a known language, or by the identifier before two times in the first responses."""
    headings = [heading for (heading,) in table.columns(1)]
    roles = roles_of("microsoft_forms")
    known = [roles.get(normal(heading)) for heading in headings]
    if table.sheet is None or len(headings) <= len(_FIRST_ROLES) or normal(headings[0]) != "id":
        return None
    has_known_language = tuple(known[:3]) == _FIRST_ROLES[:3]
    if not has_known_language and not _has_times(table):
        return None
    require_headings(table, 1, headings)
    columns = [Column(position, headings[position], role) for position, role in enumerate(_FIRST_ROLES)]
    for position in range(len(columns), len(headings)):
        heading, role = headings[position], known[position]
        # A question may be called as the person is; only a technical column can still follow.
        if role is Role.TECHNICAL or _OF_A_QUIZ.fullmatch(heading):
            columns.append(Column(position, heading, Role.TECHNICAL))
        else:
            columns.append(Column(position, heading, Role.ANSWER, "", in_one_line(heading)))
    return Recognised(
        columns=tuple(columns),
        header_rows=1,
        answered_by=tuple(column.position for column in columns if column.role is Role.ANSWER),
        details={} if has_known_language else {"headings": "in a language that is not listed, known by their place"},
    )


def _has_times(table: Table) -> bool:
    responses = [cells for number, cells in table.head if number > 1]
    return bool(responses) and all(
        cells[0].isdigit() and _TIME.fullmatch(cells[1]) and _TIME.fullmatch(cells[2]) for cells in responses
    )


READER = Reader(
    Tool.MICROSOFT_FORMS,
    "an XLSX with the headings ID, Start time, Completion time, Email, Name, in any language, before the questions",
    recognise,
)
