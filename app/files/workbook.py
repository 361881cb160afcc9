"""Rows as a workbook that opens well in a spreadsheet, runs nothing there, and says where it comes from."""

import io
from collections.abc import Mapping

import pandas as pd

from app.columns import PERCENTS, suppressed_cells
from app.labels import CERTAINTY, label
from app.language import Language

_DAY = "yyyy-mm-dd"
# Texts stay texts: none becomes a formula, a number or a link.
_OPTIONS = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}


def to_workbook(rows: pd.DataFrame, facts: Mapping[str, str], language: Language) -> bytes:
    """The rows as XLSX: a sheet with headings in the language and all columns, and a sheet that says what they are.

    facts: what the second sheet says, by what it is called. Numbers and dates are numbers and dates, shares are shown
    in percent; a number that disclosure control does not show is the word for that.
    """
    safe = rows.copy()
    for name, hidden in suppressed_cells(safe).items():
        safe[name] = safe[name].astype(object).mask(hidden, language.suppressed)
    names = {str(name): label(str(name), language) for name in rows}
    about = [*facts.items(), ("", ""), (language.text("workbook.column"), language.text("workbook.heading"))]
    file = io.BytesIO()
    with pd.ExcelWriter(
        file, engine="xlsxwriter", date_format=_DAY, datetime_format=_DAY, engine_kwargs={"options": _OPTIONS}
    ) as writer:
        sheet = language.text("workbook.rows")
        safe.to_excel(writer, sheet_name=sheet, header=list(names.values()), index=False, freeze_panes=(1, 0))
        wrapped = writer.book.add_format({"text_wrap": True, "valign": "top"})
        percent = writer.book.add_format({"num_format": "0%"})
        writer.sheets[sheet].autofilter(0, 0, max(len(rows), 1), max(len(names) - 1, 0))
        writer.sheets[sheet].autofit()
        for place, name in enumerate(names):
            if name.endswith((*PERCENTS, *(f"share{ending}" for ending in CERTAINTY))):
                writer.sheets[sheet].set_column(place, place, 12, percent)
        sheet = language.text("workbook.about")
        pd.DataFrame([*about, *names.items()]).to_excel(writer, sheet_name=sheet, header=False, index=False)
        writer.sheets[sheet].set_column(0, 0, 30, wrapped)
        writer.sheets[sheet].set_column(1, 1, 100, wrapped)
    return file.getvalue()
