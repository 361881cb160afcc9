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
    answered_by: positions of the columns in which a text is an answer, unless it is one of `blanks`; None: those of all
    answers and texts beside them. In the column of a choice only a tick is one. unanswered: what the tool writes where
    there is no answer; it is taken out.
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
    answered_by: tuple[int, ...] | None = None
    blanks: frozenset[str] = frozenset()
    unanswered: frozenset[str] = frozenset()
    complete_by: Role | None = None
    is_complete: Callable[[str], bool] = bool
    is_day_first: bool = False
    zone: tzinfo | None = None
    no_times: frozenset[str] = frozenset()
    last_seen_at: tuple[int, ...] = ()
    rows: Callable[[], Iterator[Row]] | None = None
    details: Mapping[str, str] = field(default_factory=dict)

    def first(self, role: Role | None) -> int | None:
        """The position of the first column with a role."""
        return next((column.position for column in self.columns if column.role is role), None) if role else None


class Recognise(Protocol):
    """Reads the first rows of a table as one tool would have written them; None where it did not.

    is_told: whether somebody says that it did; then what cannot be told apart from other tools will do.
    Raises InputError where it surely did, and the headings are faulty.
    """

    def __call__(self, table: Table, *, is_told: bool) -> Recognised | None: ...


@dataclass(frozen=True)
class Reader:
    """How one tool's exports are recognised. expected: what they have to show, for people."""

    tool: Tool
    expected: str
    recognise: Recognise
