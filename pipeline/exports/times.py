"""Dates with times as tools write them, in the order of day and month that the file itself shows."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta, timezone

ReadTime = Callable[[str], datetime | None]

_NOT_ISO = re.compile(
    r"(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})[ ,T]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?"
    r"(?:\s*([AaPp])\.?\s?[Mm]\.?)?(?:\s+(\S.*))?"
)
# Hours from UTC: RFC 822, and those of European countries. Any other abbreviation may mean several zones.
_ZONES = {
    "UTC": 0, "GMT": 0, "UT": 0, "Z": 0, "WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3,
    "AST": -4, "ADT": -3, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
_OFFSET = re.compile(r"(?:UTC|GMT)?\s*([+-])(\d{1,2})(?::?(\d{2}))?")


def read_iso(text: str) -> datetime | None:
    """A time as 2024-04-17 09:30:00, 2024-04-17T09:30:00Z and the like; None where the text is none."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def read_time(text: str, *, is_day_first: bool) -> datetime | None:
    """A time in ISO 8601, or with the year first or last, 12 or 24 hours, and a time zone or none."""
    if time := read_iso(text):
        return time
    match = _NOT_ISO.fullmatch(text.strip())
    if match is None:
        return None
    first, second, third, hour, minute, seconds, half, zone = match.groups()
    if len(first) == 4:
        year, month, day = int(first), int(second), int(third)
    else:
        day, month = (int(first), int(second)) if is_day_first else (int(second), int(first))
        year = int(third) + (2000 if len(third) == 2 else 0)
    hours = int(hour)
    if half:
        hours = hours % 12 + (12 if half.lower() == "p" else 0)
    try:
        time = datetime(year, month, day, hours, int(minute), int(seconds or 0))
    except ValueError:
        return None
    if zone is None:
        return time
    offset = _offset(zone)
    return None if offset is None else time.replace(tzinfo=timezone(offset))


def find_order(texts: Iterable[str], *, is_day_first: bool) -> tuple[bool, str]:
    """Whether the day comes before the month in times such as 05/04/2024, and how that was found, for people.

    A number above 12 tells; is_day_first: what is taken where none does. Nothing is said of ISO 8601.
    """
    has_day_first = has_month_first = False
    for text in texts:
        if read_iso(text):
            # Tools write all times the same way.
            return is_day_first, ""
        match = _NOT_ISO.fullmatch(text.strip())
        if match and len(match[1]) < 4:
            has_day_first = has_day_first or int(match[1]) > 12
            has_month_first = has_month_first or int(match[2]) > 12
    if has_day_first != has_month_first:
        return (
            has_day_first,
            f"{'day' if has_day_first else 'month'} before month" if has_day_first else "month before day",
        )
    if has_day_first:
        return is_day_first, "both orders of day and month occur"
    order = "day before month" if is_day_first else "month before day"
    return is_day_first, f"{order}, where it matters, taken from the language of the headings"


def _offset(zone: str) -> timedelta | None:
    if zone.upper() in _ZONES:
        return timedelta(hours=_ZONES[zone.upper()])
    match = _OFFSET.fullmatch(zone)
    if match is None:
        return None
    offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    if offset >= timedelta(hours=24):
        return None
    return -offset if match[1] == "-" else offset
