"""Stage 2, a file as rows of text, before anything is known of the tool that wrote it."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, zip_longest
from pathlib import Path

# The row as a spreadsheet counts (the first is 1; line ends inside a cell do not count), and its cells without HTML and
# surrounding spaces. Rows without any text are left out, but counted.
Row = tuple[int, list[str]]

# EUSurvey's headings stand in row 4; what stands in the columns is told from the rows below the headings.
HEAD_ROWS = 50
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_CONTROL_SPACE = re.compile(r"[\x0b\x0c\x1c-\x1f]")
_MOST_PLACES = 100_000
_SHOWN_PLACES = 3


@dataclass
class Cleaning:
    """Takes control characters out of cells, and notes which cells had some: as (row, position) from the first read."""

    places: dict[tuple[int, int], None] = field(default_factory=dict)

    def clean(self, row: int, cells: list[str]) -> list[str]:
        """The cells without control characters; those that separate lines or records become a space."""
        for position, cell in enumerate(cells) if _CONTROL.search("\n".join(cells)) else ():
            if _CONTROL.search(cell):
                cells[position] = _CONTROL.sub("", _CONTROL_SPACE.sub(" ", cell)).strip()
                if len(self.places) < _MOST_PLACES:
                    self.places[row, position] = None
        return cells

    def warning(self) -> str:
        """How many cells were cleaned, and where; "" where none was."""
        if not self.places:
            return ""
        shown = "; ".join(f"row {row}, column {letters(at)}" for row, at in list(self.places)[:_SHOWN_PLACES])
        more = len(self.places) - _SHOWN_PLACES
        count = f"{len(self.places):,} cell{'s' if len(self.places) > 1 else ''}"
        return f"took control characters out of {count}: {shown}" + (f"; and {more:,} more" if more > 0 else "")


@dataclass(frozen=True)
class Table:
    """One table of a file.

    encoding and delimiter are None for a spreadsheet, sheet is None for a CSV. head: the first rows that hold anything.
    rows: reads all of them from the beginning, one by one. warning: of how it was decoded. cleaning: what was cleaned
    of the rows that were read.
    """

    path: Path
    encoding: str | None
    delimiter: str | None
    sheet: str | None
    head: tuple[Row, ...]
    rows: Callable[[], Iterator[Row]]
    cleaning: Cleaning
    warning: str = ""

    def cells(self, row: int) -> list[str]:
        """The cells of one of the first rows, as a spreadsheet counts them; empty where it holds nothing."""
        return next((cells for number, cells in self.head if number == row), [])

    def columns(self, *rows: int) -> list[tuple[str, ...]]:
        """What each column has in these rows. Columns at the end with nothing there, as some tools write, are none."""
        columns = list(zip_longest(*(self.cells(row) for row in rows), fillvalue=""))
        while columns and not any(columns[-1]):
            columns.pop()
        return columns

    def rows_after(self, header_rows: int) -> Iterator[Row]:
        """The rows below the headings."""
        for number, cells in self.rows():
            if number > header_rows:
                yield number, cells

    def sample(self, position: int, header_rows: int) -> list[str]:
        """What a column has in the first rows below the headings, without blanks."""
        below = (cells for number, cells in self.head if number > header_rows)
        return [cells[position] for cells in below if position < len(cells) and cells[position]]

    @property
    def place(self) -> str:
        """How a fault names the table."""
        return f"{self.path}, sheet {self.sheet}" if self.sheet else str(self.path)


def head_of(rows: Iterator[Row]) -> tuple[Row, ...]:
    """The rows that can hold headings, and the first below them."""
    return tuple(islice(rows, HEAD_ROWS))


def letters(position: int) -> str:
    """A column as spreadsheets name it: 0 is A, 26 is AA."""
    name = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def told_apart(headings: Sequence[str]) -> list[str]:
    """The headings, each that is there more than once with its column, such as `Q5 (column H)`."""
    seen: dict[str, int] = {}
    for heading in headings:
        seen[heading] = seen.get(heading, 0) + 1
    return [
        heading if seen[heading] == 1 else f"{heading} (column {letters(position)})"
        for position, heading in enumerate(headings)
    ]
