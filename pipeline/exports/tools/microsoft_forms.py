"""Microsoft Forms: ID, start and completion time, e-mail and name, then a column per question, as XLSX or CSV."""

import re

from pipeline.exports.export import Column, Role, Tool
from pipeline.exports.tables import Table
from pipeline.exports.text import in_one_line
from pipeline.exports.tools.headings import normal, require_headings, roles_of
from pipeline.exports.tools.recognised import Reader, Recognised
from pipeline.exports.tools.shapes import Shapes

# Identifier, start, completion, e-mail, name; what else may come before the questions is known by its heading.
_FIRST_ROLES = (Role.RESPONSE_ID, Role.TECHNICAL, Role.SUBMITTED_AT, Role.PERSONAL, Role.PERSONAL)
_FIRST_QUESTION = 3
# What a quiz adds to each question.
_OF_A_QUIZ = re.compile(r"(Points|Feedback) - .+", re.DOTALL)


def recognise(table: Table, *, is_told: bool) -> Recognised | None:
    """By the first three headings in a known language, or by an identifier before two times in each row."""
    headings = [heading for (heading,) in table.columns(1)]
    roles, shapes = roles_of("microsoft_forms"), Shapes(table, 1)
    known = [roles.get(normal(heading)) for heading in headings]
    has_known_language = tuple(known[:3]) == _FIRST_ROLES[:3]
    has_shape = shapes.is_identifier(0) and shapes.is_time_of_all(1) and shapes.is_time_of_all(2)
    if not is_told and (len(headings) <= _FIRST_QUESTION or not (has_known_language or has_shape)):
        return None
    require_headings(table, 1, headings)
    columns = []
    for position, heading in enumerate(headings):
        role = known[position]
        # A question may be called as the person is; only a technical column can still follow. A form can do without
        # e-mail and name, which are told from questions by their headings, where the language is known.
        is_in_place = position < len(_FIRST_ROLES) and (role is _FIRST_ROLES[position] or not has_known_language)
        if is_in_place and (role or has_shape):
            columns.append(Column(position, heading, _FIRST_ROLES[position]))
        elif role is Role.TECHNICAL or _OF_A_QUIZ.fullmatch(heading):
            columns.append(Column(position, heading, Role.TECHNICAL))
        else:
            columns.append(Column(position, heading, Role.ANSWER, "", in_one_line(heading)))
    return Recognised(
        columns=tuple(columns),
        header_rows=1,
        details={} if has_known_language else {"headings": "in a language that is not listed, known by their place"},
    )


READER = Reader(
    Tool.MICROSOFT_FORMS,
    "the headings ID, Start time, Completion time, Email, Name, in any language, before the questions",
    recognise,
)
