"""The tables of a report, from rows of marts."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from pipeline.report.content import ColumnKind, Number, Run, Runs, Table
from pipeline.report.source import Row, groups
from pipeline.report.writer import Writer

Cell = Callable[[Row, str], Run]


def table(
    writer: Writer,
    key: str,
    rows: Sequence[Row],
    names: Sequence[str],
    columns: Sequence[str],
    *,
    cell: Cell | None = None,
    **values: str,
) -> Table:
    """A table of rows: the names of codes, then figures.

    key: where its texts are: key.caption, and in key.columns headings that differ from the usual ones. names: such as
    region, for region_name_en or _fr. columns: of the figures. cell: prints a figure, by default as its column says.
    """
    written = cell or writer.figures.of
    body: list[list[Runs]] = []
    for row in rows:
        named: list[Runs] = [[writer.wording.name(row, name)] for name in names]
        body.append([*named, *([written(row, column)] for column in columns)])
    headings = [
        writer.wording.known(f"{key}.columns.{name}") or writer.text(f"columns.{name}") for name in (*names, *columns)
    ]
    kinds = [*repeated("name", len(names)), *repeated("figure", len(columns))]
    return finished(writer, writer.text(f"{key}.caption", **values), headings, kinds, body)


def matrix(
    writer: Writer,
    key: str,
    rows: Sequence[Row],
    down: str,
    across: str,
    column: str,
    *,
    base: str | None = None,
    **values: str,
) -> Table:
    """A table of one figure by two codes, one below the other and one side by side; regions by their abbreviation.

    base: the column of the base that the figures of a row share, where they share one.
    """
    heads = {row[_code(row, across)]: writer.wording.name(row, across) for row in rows}
    body: list[list[Runs]] = []
    for of_one in groups(rows, writer.language.column(f"{down}_name")).values():
        cells = {row[_code(row, across)]: writer.figures.of(row, column) for row in of_one}
        figures = [cells.get(code, "") for code in heads] + ([writer.figures.of(of_one[0], base)] if base else [])
        body.append([[writer.wording.name(of_one[0], down)], *([figure] for figure in figures)])
    short = [region(writer, str(code)) if across == "region" else name for code, name in heads.items()]
    headings = [writer.text(f"columns.{down}"), *short, *([writer.text(f"columns.{base}")] if base else [])]
    kinds = [*repeated("name", 1), *repeated("figure", len(headings) - 1)]
    return finished(writer, writer.text(f"{key}.caption", **values), headings, kinds, body)


def region(writer: Writer, code: str) -> str:
    """The abbreviation of a region in the language; its code where no other is known."""
    return writer.wording.known(f"abbreviations.regions.{code}") or code


def finished(
    writer: Writer, caption: str, headings: list[str], kinds: list[ColumnKind], rows: list[list[Runs]]
) -> Table:
    """A table whose figures are marked one by one where some are illustrative, and in its note where all are."""
    resting = [run for row in rows for cell in row for run in cell if isinstance(run, Number) and run.basis]
    marked = [number for number in resting if number.is_marked]
    note: Runs = []
    if marked and len(marked) == len(resting):
        rows = [[[_unmarked(run) for run in cell] for cell in row] for row in rows]
        note = writer.wording.runs("illustrative.all")
    elif marked:
        note = writer.wording.runs("illustrative.some")
    return Table(caption, headings, kinds, rows, note)


def repeated(kind: ColumnKind, times: int) -> list[ColumnKind]:
    """So many columns of a kind."""
    return [kind] * times


def _code(row: Row, of: str) -> str:
    """The column that has the code which a name is of."""
    return of if of in row else f"{of}_code"


def _unmarked(run: Run) -> Run:
    return replace(run, is_marked=False) if isinstance(run, Number) else run
