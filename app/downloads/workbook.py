"""Rows as a workbook that opens well in a spreadsheet, runs nothing there, and says where it comes from."""

import datetime as dt
import io
from typing import Any

import pandas as pd
import xlsxwriter

from app.columns import label
from app.language import Language
from app.provenance import Provenance

# Texts stay texts: none becomes a formula, a number or a link.
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "remove_timezone": True,
}


def to_workbook(rows: pd.DataFrame, known: Provenance, language: Language) -> bytes:
    """The rows as XLSX: a sheet with headings in the language and all columns, and a sheet that says what they are.

    Numbers and dates are numbers and dates; a number that disclosure control does not show is the word for that.
    """
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, _OPTIONS) as workbook:
        heading = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
        dated = workbook.add_format({"num_format": "yyyy-mm-dd"})
        _write_rows(workbook.add_worksheet(language.text("workbook.rows")), rows, language, heading, dated)
        about = workbook.add_worksheet(language.text("workbook.about"))
        about.set_column(0, 0, 28)
        about.set_column(1, 1, 100)
        facts = [
            ("workbook.title", known.title),
            ("workbook.survey", known.survey),
            ("workbook.filter", known.filter),
            ("workbook.base", known.base),
            ("workbook.note", known.note),
            ("workbook.source", known.source),
            ("workbook.origin", known.origin),
        ]
        place = 0
        for key, text in facts:
            if text:
                about.write_string(place, 0, language.text(key), heading)
                about.write_string(place, 1, text, wrapped)
                place += 1
        about.write_row(place + 1, 0, [language.text("workbook.column"), language.text("workbook.heading")], heading)
        for name in rows.columns:
            about.write_row(place + 2, 0, [name, label(name, language)])
            place += 1
    return file.getvalue()


def _write_rows(sheet: Any, rows: pd.DataFrame, language: Language, heading: Any, dated: Any) -> None:
    sheet.write_row(0, 0, [label(name, language) for name in rows.columns], heading)
    suppressed = rows.get("is_suppressed", pd.Series(False, index=rows.index)).astype(bool)
    for number, name in enumerate(rows.columns):
        for place, (value, is_suppressed) in enumerate(zip(rows[name], suppressed, strict=True), start=1):
            cell = language.suppressed if is_suppressed and pd.isna(value) else _cell(value)
            if isinstance(cell, dt.date):
                sheet.write_datetime(place, number, cell, dated)
            elif cell is not None:
                sheet.write(place, number, cell)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), max(len(rows.columns) - 1, 0))
    sheet.autofit()


def _cell(value: Any) -> Any:
    """The value as a spreadsheet takes it; None where there is none."""
    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime()
    return value.item() if hasattr(value, "item") else value
