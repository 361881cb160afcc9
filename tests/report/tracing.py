"""Whether figures that a report printed are those of a release: each is looked up by its mart, column and key."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import duckdb
from babel.dates import format_date

# As Python writes them: a count, a fraction, a mean.
_MONTHS = {
    format_date(dt.date(2024, month, 1), "MMMM", locale=locale): month
    for locale in ("en", "fr")
    for month in range(1, 13)
}
_DAY = re.compile(r"(\d+)(?:er)? (\w+) (\d{4})")


def not_found(numbers: Iterable[Mapping[str, Any]], release: duckdb.DuckDBPyConnection) -> list[str]:
    """The figures that a release does not have as they are printed; none where it has all."""
    return [
        f"{number['text']}: {held!r} in {number['mart']}.{number['column']} where {number['key']}"
        for number in numbers
        for held in [_held(number, release)]
        if not _is_printed(held, number)
    ]


def _held(number: Mapping[str, Any], release: duckdb.DuckDBPyConnection) -> object:
    """What the release has where a figure says it is from; None where that is not one row."""
    picked = " and ".join(f"cast({column} as varchar) = ?" for column in number["key"]) or "true"
    query = f"select {number['column']} from {number['mart']} where {picked}"
    try:
        rows = release.execute(query, list(number["key"].values())).fetchall()
    except duckdb.BinderException:
        return None
    return rows[0][0] if len(rows) == 1 else None


def _is_printed(held: object, number: Mapping[str, Any]) -> bool:
    printed = str(number["text"])
    if held is None:
        return False
    if isinstance(held, str):
        held = dt.date.fromisoformat(held) if re.fullmatch(r"\d{4}-\d\d-\d\d", held) else held.replace(" %", "")
        return str(held) == str(_date_in(printed) if isinstance(held, dt.date) else _number_in(printed))
    if isinstance(held, dt.date):
        return _date_in(printed) == dt.date(held.year, held.month, held.day)
    value = Decimal(str(held))
    if number["column"] == "value_change":
        return _is_change(value, printed)
    if printed.endswith("%"):
        # Half up; 23 / 40 is a hair below 0.575 in binary.
        value = (round(value, 9) * 100).quantize(Decimal(1), ROUND_HALF_UP)
    digits = len(re.sub(r".*[.,]|^\d+%?$", "", printed)) if number["column"].endswith(("_mean", "value")) else 0
    return round(value, digits) == _number_in(printed)


def _is_change(value: Decimal, printed: str) -> bool:
    """Changes of shares are in points with one decimal, those of means with two; both have a sign."""
    digits = len(re.split("[.,]", printed)[-1])
    value = value * 100 if digits == 1 else value
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return printed.startswith(sign) and round(abs(value), digits) == _number_in(printed)


def _number_in(printed: str) -> Decimal:
    return Decimal(re.sub(r"[^\d.]", "", re.sub(r"(\d),(\d)", r"\1.\2", printed)))


def _date_in(printed: str) -> dt.date | None:
    found = _DAY.search(printed)
    return dt.date(int(found[3]), _MONTHS[found[2]], int(found[1])) if found else None
