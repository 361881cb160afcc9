"""Tables as CSV files that open well in a spreadsheet and run nothing there."""

import re

import pandas as pd

# A cell that begins with one of these, also in full width, is a formula to a spreadsheet, and may be one behind spaces
# and quotes; a leading apostrophe makes it text.
_FORMULA = re.compile(r"[\s\"'`]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
# Where commas are decimal signs, as in French, spreadsheets take a semicolon for the end of a cell.
_FORMULA_IN_NEXT_CELL = re.compile(r"(?<=[;\t\r\n|])(?=[\s\"'`]*[=+\-@\uff1d\uff0b\uff0d\uff20])")


def to_csv(rows: pd.DataFrame, suppressed: str) -> bytes:
    """The rows as CSV with the columns' own names: UTF-8 with a byte order mark, dates as ISO 8601, nulls empty.

    Text that begins like a formula, or would where a spreadsheet divides it, is defused; numbers and dates stay as they
    are, a negative number too.
    suppressed: the word for a number that disclosure control does not show, so that nobody reads none.
    """
    safe = rows.copy()
    if "is_suppressed" in safe:
        is_suppressed = safe["is_suppressed"].astype(bool)
        for name in safe.columns[safe[is_suppressed].isna().any()]:
            safe[name] = safe[name].astype(object).mask(is_suppressed & safe[name].isna(), suppressed)
    for column in safe.select_dtypes(include=["object", "string"]):
        safe[column] = safe[column].map(_defused, na_action="ignore")
    return safe.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def _defused(value: object) -> object:
    if not isinstance(value, str):
        return value
    value = _FORMULA_IN_NEXT_CELL.sub("'", value)
    return f"'{value}" if _FORMULA.match(value) else value
