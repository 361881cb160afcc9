"""Opening an export, in stages: decode, table, recognise with its columns, and then its responses one by one."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from operator import itemgetter
from pathlib import Path

from pipeline.errors import InputError
from pipeline.exports.decoding import Source, find_encoding
from pipeline.exports.export import Export, Response, Role, State, Tool
from pipeline.exports.records import read_csv
from pipeline.exports.tables import Table, letters
from pipeline.exports.text import shortened
from pipeline.exports.times import DateOrder, ReadTime, find_order, read_time
from pipeline.exports.tools import (
    eusurvey,
    google_forms,
    kobo,
    limesurvey,
    microsoft_forms,
    odk,
    qualtrics,
    surveymonkey,
    tidy,
)
from pipeline.exports.tools.recognised import Reader, Recognised
from pipeline.exports.workbooks import is_workbook, packed_csv, read_workbook

# The most specific first: the first that recognises a file has it.
READERS: tuple[Reader, ...] = (
    eusurvey.READER,
    qualtrics.READER,
    surveymonkey.READER,
    kobo.READER,
    odk.READER,
    limesurvey.READER,
    microsoft_forms.READER,
    google_forms.READER,
    tidy.READER,
)
_ANSWERING = (Role.ANSWER, Role.SUMMARY, Role.OTHER_TEXT, Role.COMMENT)
_SHOWN_HEADINGS = 5
_SHOWN_CHARACTERS = 40


def open_export(
    path: Path, tool: Tool | None = None, encoding: str = "", *, is_day_first: bool | None = None
) -> Export:
    """Recognise an export.

    tool: the only one that will do. encoding: of a text file, "" to find it out. is_day_first: the order in its dates,
    None to find it out.

    Its responses are read when they are asked for, and may turn out to be none. Raises InputError, then as well, where
    the file is damaged, or no reader recognises it.
    """
    if not path.is_file():
        found = "a folder" if path.is_dir() else "no such file"
        raise InputError(f"{path}: found {found}, expected the export of a survey tool; check the path")
    tables = _read_tables(path, encoding)
    winner = _recognise(tables, [reader for reader in READERS if tool in (None, reader.tool)], is_told=tool is not None)
    if winner is None:
        raise InputError(_not_recognised(path, tables, tool))
    reader, table, recognised = winner
    answered_by = recognised.answered_by
    if answered_by is None:
        answered_by = tuple(
            column.position for column in recognised.columns if column.role in _ANSWERING and not column.no_tick
        )
    if not answered_by and not any(column.no_tick for column in recognised.columns):
        raise InputError(
            f"{table.place}: found columns of {reader.tool} alone and none with answers, expected one per question at "
            "least; export it again with the questions"
        )
    read, order = _reading_of_times(table, recognised, is_day_first)
    return Export(
        path=path,
        tool=reader.tool,
        encoding=table.encoding,
        delimiter=table.delimiter,
        sheet=table.sheet,
        header_rows=recognised.header_rows,
        columns=recognised.columns,
        responses=lambda: _responses(table, recognised, answered_by, read),
        details={**recognised.details, **({"dates": order.why} if order.why else {})},
        undecided_date=order.undecided,
        warnings=lambda: [warning for warning in (table.warning, table.cleaning.warning()) if warning],
    )


def _read_tables(path: Path, encoding: str) -> list[Table]:
    source = Source(path, lambda: path.open("rb"))
    if is_workbook(path):
        packed = packed_csv(path)
        if packed is None:
            return read_workbook(path)
        source = packed
    return [read_csv(source, find_encoding(source, encoding))]


def _recognise(
    tables: list[Table], readers: Iterable[Reader], *, is_told: bool = False
) -> tuple[Reader, Table, Recognised] | None:
    for reader in readers:
        found = [(table, recognised) for table in tables if (recognised := reader.recognise(table, is_told=is_told))]
        if len(found) > 1:
            sheets = " and ".join(str(table.sheet) for table, _ in found)
            raise InputError(
                f"{found[0][0].path}: found responses of {reader.tool} in the sheets {sheets}, expected one; keep one "
                "sheet and save it again, or export as CSV"
            )
        if found:
            return reader, *found[0]
    return None


def _not_recognised(path: Path, tables: list[Table], tool: Tool | None) -> str:
    seen = "; ".join(_seen(table) for table in tables)
    if tool is None:
        known = ", ".join(dict.fromkeys(reader.tool for reader in READERS))
        return (
            f"{path}: found {seen}, expected an export of {known}; export it again, or name its tool with --tool to be "
            "told what is missing"
        )
    other = _recognise(tables, [reader for reader in READERS if reader.tool is not tool])
    looks_like = f", which is an export of {other[0].tool}" if other else ""
    expected = next(reader.expected for reader in READERS if reader.tool is tool)
    return f"{path}: found {seen}{looks_like}, expected an export of {tool}: {expected}; check the file and --tool"


def _seen(table: Table) -> str:
    number, cells = table.head[0]
    shown = ", ".join(f"'{shortened(cell, _SHOWN_CHARACTERS)}'" for cell in cells[:_SHOWN_HEADINGS])
    more = f" and {len(cells) - _SHOWN_HEADINGS} more" if len(cells) > _SHOWN_HEADINGS else ""
    where = f"sheet {table.sheet} with row {number}" if table.sheet else f"row {number}"
    return f"{where} {shown}{more}"


def _reading_of_times(table: Table, recognised: Recognised, told: bool | None) -> tuple[ReadTime, DateOrder]:
    """How times are read, and in which order of day and month."""
    position = recognised.first(Role.SUBMITTED_AT)
    if position is None:
        return (lambda _: None), DateOrder(recognised.is_day_first)
    rows = recognised.rows() if recognised.rows else table.rows_after(recognised.header_rows)
    texts = (cells[position] for _, cells in rows if position < len(cells))
    order = find_order(texts, is_day_first=recognised.is_day_first, told=told)

    def read(text: str) -> datetime | None:
        time = None if text in recognised.no_times else read_time(text, is_day_first=order.is_day_first)
        return time.replace(tzinfo=recognised.zone) if time and recognised.zone and time.tzinfo is None else time

    return read, order


def _responses(
    table: Table, recognised: Recognised, answered_by: tuple[int, ...], read_time: ReadTime
) -> Iterator[Response]:
    width = len(recognised.columns)
    # Twice the same position where there is one only: itemgetter then gives a tuple too.
    answers = itemgetter(*answered_by * (2 if len(answered_by) == 1 else 1)) if answered_by else lambda _: ()
    identifier = recognised.first(Role.RESPONSE_ID)
    submitted_at = recognised.first(Role.SUBMITTED_AT)
    language = recognised.first(Role.LANGUAGE)
    finished = recognised.first(recognised.complete_by)
    boxes = [(column.position, column.no_tick) for column in recognised.columns if column.no_tick]
    blanks, unanswered, is_complete = recognised.blanks, recognised.unanswered, recognised.is_complete
    rows = recognised.rows() if recognised.rows else table.rows_after(recognised.header_rows)
    for number, cells in rows:
        if len(cells) != width:
            cells = _fitted(table, number, cells, width)
        if unanswered and not unanswered.isdisjoint(cells):
            cells = ["" if cell in unanswered else cell for cell in cells]
        answered = answers(cells)
        if not (any(answered) and (not blanks or any(cell and cell not in blanks for cell in answered))) and not any(
            cells[position] and cells[position].casefold() not in no_tick for position, no_tick in boxes
        ):
            state = State.EMPTY
        elif finished is None or is_complete(cells[finished]):
            state = State.COMPLETE
        else:
            state = State.PARTIAL
        sent_at = None if submitted_at is None else cells[submitted_at]
        if not sent_at and state is State.PARTIAL:
            sent_at = max((cells[position] for position in recognised.last_seen_at), default=None)
        yield Response(
            row=number,
            cells=tuple(cells),
            state=state,
            identifier="" if identifier is None else cells[identifier],
            submitted_at=None if sent_at is None else read_time(sent_at),
            language="" if language is None else cells[language].casefold(),
        )


def _fitted(table: Table, number: int, cells: list[str], width: int) -> list[str]:
    """The row without what a delimiter at its end adds; refused where it has fewer cells than headings, or more."""
    surplus = cells[width:]
    if surplus and not any(surplus):
        return cells[:width]
    at = f", column {letters(width)}" if surplus else ""
    raise InputError(
        f"{table.place}, row {number}{at}: found {len(cells)} cells, expected {width} as in the headings; mend the "
        "delimiters or the quotes of this row, or export the file again"
    )
