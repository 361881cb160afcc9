"""What a reader of one tool finds out about a table."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Protocol

from pipeline.exports.export import Column, Role, Tool
from pipeline.exports.tables import Row, Table


@dataclass(frozen=True)
class Recognised:
    """A table that a tool wrote.

    columns: one per column of the file, each heading once. header_rows: rows before the first response.
    answered_by: positions of the columns; a text in one of them, unless it is one of `blanks`, is an answer.
    complete_by: the role of the column that says whether a response was sent off; None where all were.
    is_complete: whether the text in that column says so.
    is_day_first: what is taken where no date shows the order of day and month. zone: of times that name none.
    no_times: what the tool writes where it keeps no time.
    last_seen_at: positions of the columns that say when a response was last worked on, where it was never sent off.
    rows: the rows with the responses, where it takes more than to read on below the headings.
    details: what else was seen, for people.
    """

    columns: tuple[Column, ...]
    header_rows: int
    answered_by: tuple[int, ...]
    blanks: frozenset[str] = frozenset()
    complete_by: Role | None = None
    is_complete: Callable[[str], bool] = bool
    is_day_first: bool = False
    zone: tzinfo | None = None
    no_times: frozenset[str] = frozenset()
    last_seen_at: tuple[int, ...] = ()
    rows: Callable[[], Iterator[Row]] | None = None
    details: Mapping[str, str] = field(default_factory=dict)


class Recognise(Protocol):
    """Reads the first rows of a table as one tool would have written them; None where it did not.

    Raises InputError where it surely did, and the headings are faulty.
    """

    def __call__(self, table: Table) -> Recognised | None: ...


@dataclass(frozen=True)
class Reader:
    """How one tool's exports are recognised. expected: what they have to show, for people."""

    tool: Tool
    expected: str
    recognise: Recognise
