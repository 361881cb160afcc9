"""What every reader gives, whatever the tool: columns with their question, and responses as rows of text."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol


class Tool(StrEnum):
    """The survey tools whose exports are read; `tidy` is a plain CSV with a column per question."""

    LIMESURVEY = "limesurvey"
    EUSURVEY = "eusurvey"
    KOBO = "kobo"
    QUALTRICS = "qualtrics"
    MICROSOFT_FORMS = "microsoft_forms"
    GOOGLE_FORMS = "google_forms"
    SURVEYMONKEY = "surveymonkey"
    ODK = "odk"
    TIDY = "tidy"


class Role(StrEnum):
    """What a column is for. Personal and technical columns never reach the raw files."""

    ANSWER = "answer"
    OTHER_TEXT = "other_text"  # the text beside an "other" choice
    COMMENT = "comment"
    SUMMARY = "summary"  # repeats in one cell what the columns after it say one by one
    RESPONSE_ID = "response_id"
    SUBMITTED_AT = "submitted_at"
    LANGUAGE = "language"
    FINISHED = "finished"
    PERSONAL = "personal"  # name, e-mail, IP address, place
    TECHNICAL = "technical"


@dataclass(frozen=True)
class Column:
    """One column of an export.

    position: from 0. heading: as it stands in the file, both rows joined by " / " where there are two;
    no two are the same, as one that is repeated has its column added, such as `Q5 (column H)`.
    question_code, question_text: of the question that it belongs to; the text without HTML. Either may be empty.
    item_code, item_text: of the row, choice or rank within the question; empty where the question has one column.
    is_closed: whether the file itself says that each cell is an option, or several joined by a semicolon.
    no_tick: what stands in small letters in the column of a choice that was not ticked; empty where nothing shows it.
    """

    position: int
    heading: str
    role: Role
    question_code: str = ""
    question_text: str = ""
    item_code: str = ""
    item_text: str = ""
    is_closed: bool = False
    no_tick: frozenset[str] = frozenset()


class State(StrEnum):
    """complete: sent off. partial: answers, but not sent off. empty: not one answer.

    SurveyMonkey does not say which were sent off: one with nothing after the first question is empty too.
    """

    COMPLETE = "complete"
    PARTIAL = "partial"
    EMPTY = "empty"


@dataclass(frozen=True)
class Response:
    """One response.

    row: its row in the file, as a spreadsheet counts (the first is 1; line ends inside a cell do not count). cells: one
    text per column, without HTML and surrounding spaces; "" where there is nothing. submitted_at: aware where the file
    names a time zone.
    identifier: as the tool gave it, "" where it gives none.
    """

    row: int
    cells: tuple[str, ...]
    state: State
    identifier: str
    submitted_at: datetime | None
    language: str


class ReadResponses(Protocol):
    """Reads the responses from the beginning, in the order of the file, without holding them all."""

    def __call__(self) -> Iterator[Response]: ...


@dataclass(frozen=True)
class Export:
    """An export that was recognised.

    encoding and delimiter are None for a spreadsheet; sheet is None for a CSV. header_rows: rows before the first
    response. details: what else the reader saw, for people, such as which headings LimeSurvey was told to write.
    warnings: what was guessed or cleaned of the file as far as it was read, a line each.
    undecided_date: one in which day and month may be either, where no other of the file tells; else "".
    """

    path: Path
    tool: Tool
    encoding: str | None
    delimiter: str | None
    sheet: str | None
    header_rows: int
    columns: tuple[Column, ...]
    responses: ReadResponses = field(repr=False)
    details: Mapping[str, str] = field(default_factory=dict)
    warnings: Callable[[], list[str]] = field(default=list, repr=False)
    undecided_date: str = ""
