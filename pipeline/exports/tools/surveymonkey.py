"""SurveyMonkey: questions in the first row, over the first column of each, options or "Response" in the second."""

from pipeline.exports.export import Column, Role, Tool
from pipeline.exports.tables import Table, told_apart
from pipeline.exports.text import in_one_line
from pipeline.exports.tools.headings import headings_of, normal, roles_of
from pipeline.exports.tools.recognised import Reader, Recognised

_HEADER_ROWS = 2
_ANSWERING = (Role.ANSWER, Role.OTHER_TEXT)


def recognise(table: Table) -> Recognised | None:
    """By the heading of its identifier over an empty cell, with other cells in the second row."""
    headings = table.columns(1, 2)
    roles = roles_of("surveymonkey")
    # What SurveyMonkey adds itself comes first, and has nothing in the second row.
    metadata_count = next((position for position, (_, below) in enumerate(headings) if below), 0)
    own = [roles.get(normal(above), Role.PERSONAL) for above, _ in headings[:metadata_count]]
    if Role.RESPONSE_ID not in own:
        return None
    columns = tuple(_columns(headings, own))
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


def _columns(headings: list[tuple[str, ...]], own: list[Role]) -> list[Column]:
    questions = [in_one_line(above) for above, _ in headings]
    for position in range(len(own) + 1, len(headings)):
        questions[position] = questions[position] or questions[position - 1]
    items = [in_one_line(below) for _, below in headings]
    unique = told_apart([" / ".join(filter(None, both)) for both in zip(questions, items, strict=True)])
    columns = [Column(position, unique[position], role) for position, role in enumerate(own)]
    for position in range(len(own), len(headings)):
        question, below = questions[position], items[position]
        role = Role.OTHER_TEXT if normal(below) in headings_of("surveymonkey", "other_text") else Role.ANSWER
        item = "" if normal(below) in headings_of("surveymonkey", "whole_question") else below
        columns.append(Column(position, unique[position], role, "", question, "", item))
    return columns


READER = Reader(
    Tool.SURVEYMONKEY,
    "two rows of headings, Respondent ID in the first with nothing below it, Response, options or rows in the second",
    recognise,
)
