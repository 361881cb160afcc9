"""SurveyMonkey: questions in the first row, over the first column of each, options or "Response" in the second."""

import re
from collections import Counter

from pipeline.exports.export import Column, Role, Tool
from pipeline.exports.tables import Table, told_apart
from pipeline.exports.text import in_one_line
from pipeline.exports.tools.headings import headings_of, normal, roles_of
from pipeline.exports.tools.recognised import Reader, Recognised
from pipeline.exports.tools.shapes import Shapes

_HEADER_ROWS = 2
_UNNAMED = re.compile(r"^Unnamed: \d+(?:_level_\d)?$")
_ANSWERING = (Role.ANSWER, Role.OTHER_TEXT)
# Respondent, collector, start, end: the same places in every language; what follows them is personal.
_FIRST_ROLES = (Role.RESPONSE_ID, Role.TECHNICAL, Role.TECHNICAL, Role.SUBMITTED_AT)


def recognise(table: Table, *, is_told: bool) -> Recognised | None:
    """By its own columns, which come first and have nothing in the second row, and by an identifier among them."""
    # What pandas writes where there was no heading.
    headings = [(_UNNAMED.sub("", above), _UNNAMED.sub("", below)) for above, below in table.columns(1, _HEADER_ROWS)]
    roles, shapes = roles_of("surveymonkey"), Shapes(table, _HEADER_ROWS)
    metadata_count = next((position for position, (_, below) in enumerate(headings) if below), 0)
    own = [roles.get(normal(above), Role.PERSONAL) for above, _ in headings[:metadata_count]]
    if Role.RESPONSE_ID not in own:
        has_shape = all(above for above, _ in headings[:metadata_count]) and shapes.is_identifier(0)
        if metadata_count >= len(_FIRST_ROLES) and has_shape and shapes.is_time(2) and shapes.is_time(3):
            own[: len(_FIRST_ROLES)] = _FIRST_ROLES
        elif not is_told:
            return None
    columns = tuple(_columns(table, headings, own))
    return Recognised(
        columns=columns,
        header_rows=_HEADER_ROWS,
        answered_by=_answered_by(columns),
        details={"empty": "nothing after the first question"},
    )


def _answered_by(columns: tuple[Column, ...]) -> tuple[int, ...]:
    """The columns after the first question.

    The export does not say who went through to the end, but it has those who left at once: they have the first answer
    and nothing else. They count as empty, unless the survey has one question only.
    """
    answers = [column for column in columns if column.role in _ANSWERING]
    after_the_first = [column for column in answers if column.question_text != answers[0].question_text]
    return tuple(column.position for column in after_the_first or answers)


def _columns(table: Table, headings: list[tuple[str, str]], own: list[Role]) -> list[Column]:
    questions = [in_one_line(above) for above, _ in headings]
    widths: Counter[int] = Counter()
    first = len(own)
    starts = [first] * len(headings)
    for position in range(first, len(headings)):
        starts[position] = position if questions[position] else starts[max(position - 1, first)]
        widths[starts[position]] += 1
        questions[position] = questions[starts[position]]
    items = [in_one_line(below) for _, below in headings]
    unique = told_apart([" / ".join(filter(None, both)) for both in zip(questions, items, strict=True)])
    columns = [Column(position, unique[position], role) for position, role in enumerate(own)]
    for position in range(first, len(headings)):
        below = normal(items[position])
        role = Role.OTHER_TEXT if below in headings_of("surveymonkey", "other_text") else Role.ANSWER
        # An option is what its cells say; whatever else stands below a question of one column is "Response".
        is_option = widths[starts[position]] > 1 or items[position] in table.sample(position, _HEADER_ROWS)
        item = items[position] if is_option and below not in headings_of("surveymonkey", "whole_question") else ""
        columns.append(Column(position, unique[position], role, "", questions[position], "", item))
    return columns


READER = Reader(
    Tool.SURVEYMONKEY,
    "two rows of headings, Respondent ID in the first with nothing below it, Response, options or rows in the second",
    recognise,
)
