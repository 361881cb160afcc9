"""Tables as CSV files that open well in a spreadsheet and run nothing there."""

import pandas as pd

# A cell that begins with one of these is a formula to a spreadsheet; a leading apostrophe makes it text.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def to_csv(rows: pd.DataFrame, suppressed: str) -> bytes:
    """The rows as CSV with the columns' own names: UTF-8 with a byte order mark, dates as ISO 8601, nulls empty.

    Text that begins like a formula is defused; numbers and dates stay as they are, a negative number too.
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
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value
