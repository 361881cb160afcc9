"""Tables as CSV files that open well in a spreadsheet and run nothing there."""

import re

import pandas as pd

from app.columns import suppressed_cells
from app.labels import label
from app.language import Language

# A cell that begins with one of these, also in full width, is a formula to a spreadsheet, and may be one behind spaces
# and quotes; a leading apostrophe makes it text.
_FORMULA = re.compile(r"[\s\"'`]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
# Where commas are decimal signs, as in French, spreadsheets take a semicolon for the end of a cell.
_FORMULA_IN_NEXT_CELL = re.compile(r"(?<=[;\t\r\n|])(?=[\s\"'`]*[=+\-@\uff1d\uff0b\uff0d\uff20])")


def to_csv(rows: pd.DataFrame, language: Language, *, as_locale: bool = False) -> bytes:
    """The rows as CSV with all columns: UTF-8 with a byte order mark, dates as ISO 8601, nulls empty.

    A heading is what the column is called in the language, and its own name in brackets, which is the same in both.
    Text that begins like a formula, or would where a spreadsheet divides it, is defused; numbers and dates stay as they
    are, a negative number too. A number that disclosure control does not show is the word for that, so that nobody
    reads none. as_locale: semicolons and decimal commas, as a spreadsheet set to French opens by a double click.
    """
    safe = rows.copy()
    for name, hidden in suppressed_cells(safe).items():
        safe[name] = safe[name].astype(object).mask(hidden, language.suppressed)
    for column in safe.select_dtypes(include=["object", "string"]):
        safe[column] = safe[column].map(_defused, na_action="ignore")
    headings = [f"{label(name, language)} [{name}]" for name in safe.columns]
    separator, decimal = (";", ",") if as_locale else (",", ".")
    written = safe.to_csv(index=False, header=headings, lineterminator="\r\n", sep=separator, decimal=decimal)
    return written.encode("utf-8-sig")


def _defused(value: object) -> object:
    if not isinstance(value, str):
        return value
    value = _FORMULA_IN_NEXT_CELL.sub("'", value)
    return f"'{value}" if _FORMULA.match(value) else value
