"""A file as rows of text, before anything is known of the tool that wrote it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest
from pathlib import Path

# The row as a spreadsheet counts (the first is 1; line ends inside a cell do not count), and its cells without HTML and
# surrounding spaces. Rows without any text are left out, but counted.
Row = tuple[int, list[str]]

# EUSurvey's headings stand in row 4.
HEAD_ROWS = 5


@dataclass(frozen=True)
class Table:
    """One table of a file.

    encoding and delimiter are None for a spreadsheet, sheet is None for a CSV. head: the first rows that hold anything.
    rows: reads all of them from the beginning, one by one.
    """

    path: Path
    encoding: str | None
    delimiter: str | None
    sheet: str | None
    head: tuple[Row, ...]
    rows: Callable[[], Iterator[Row]]

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
