"""Small changes to the bytes of one file, most of them to the rows of a CSV file: what corruptions are made of."""

import csv
import io
from collections.abc import Callable, Iterable

Rows = list[dict[str, str]]
# The new content of a file, or None where the file goes.
Edit = Callable[[bytes], bytes | None]


def rows_of(content: bytes) -> Rows:
    """The rows of a CSV file in UTF-8."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


def csv_of(rows: Rows, columns: Iterable[str]) -> bytes:
    """Rows as the CSV file that the project keeps: UTF-8, LF, a header."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(columns), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")


def on_rows(change: Callable[[Rows], Rows]) -> Edit:
    """An edit of rows; the columns stay. One that changes no row is a mistake in the catalogue."""

    def edit(content: bytes) -> bytes:
        rows = rows_of(content)
        changed = change([dict(row) for row in rows])
        assert changed != rows, "found no row to change"
        return csv_of(changed, rows[0])

    return edit


def _is(row: dict[str, str], where: dict[str, str | Iterable[str]]) -> bool:
    return all(
        row[column] == value if isinstance(value, str) else row[column] in value for column, value in where.items()
    )


def put(values: dict[str, str], count: int | None = 1, **where: str | Iterable[str]) -> Edit:
    """Put values into the first `count` rows (all where it is None) that have what `where` says."""

    def change(rows: Rows) -> Rows:
        found = [row for row in rows if _is(row, where)][:count]
        for row in found:
            row.update(values)
        return rows

    return on_rows(change)


def drop(count: int | None = None, **where: str | Iterable[str]) -> Edit:
    """Drop the first `count` rows (all where it is None) that have what `where` says."""

    def change(rows: Rows) -> Rows:
        gone = [number for number, row in enumerate(rows) if _is(row, where)][:count]
        return [row for number, row in enumerate(rows) if number not in gone]

    return on_rows(change)


def repeat(values: dict[str, str], count: int | None = None, **where: str | Iterable[str]) -> Edit:
    """Append the first `count` rows (all where it is None) once more, with other values in some columns."""

    def change(rows: Rows) -> Rows:
        found = [row for row in rows if _is(row, where)][:count]
        return rows + [{**row, **values} for row in found]

    return on_rows(change)


def exchange(column: str, one: str, other: str, **where: str | Iterable[str]) -> Edit:
    """In the rows that have what `where` says, write `other` for `one` in a column and the reverse."""
    swapped = {one: other, other: one}

    def change(rows: Rows) -> Rows:
        for row in rows:
            if _is(row, where):
                row[column] = swapped.get(row[column], row[column])
        return rows

    return on_rows(change)


def exchange_columns(key: str, one: str, other: str, columns: Iterable[str]) -> Edit:
    """Two rows, named by a key column, exchange what they have in some columns."""

    def change(rows: Rows) -> Rows:
        first, second = (next(row for row in rows if row[key] == value) for value in (one, other))
        for column in columns:
            first[column], second[column] = second[column], first[column]
        return rows

    return on_rows(change)


def in_text(found: str, written: str, count: int = -1) -> Edit:
    """Write one text for another, everywhere or the first `count` times."""

    def edit(content: bytes) -> bytes:
        assert found.encode() in content, "found no text to change"
        return content.replace(found.encode(), written.encode(), count)

    return edit


def in_header(found: str, written: str) -> Edit:
    """Write one text for another in the header alone."""
    return in_text(found, written, 1)


def with_columns(columns: Callable[[list[str]], list[str]]) -> Edit:
    """Write the file with other columns, in another order or fewer or more; new ones are empty."""

    def edit(content: bytes) -> bytes:
        rows = rows_of(content)
        names = columns(list(rows[0]))
        return csv_of([{name: row.get(name, "") for name in names} for row in rows], names)

    return edit


def gone(_content: bytes) -> None:
    """The file is deleted."""
