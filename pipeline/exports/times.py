"""Dates with times as tools write them, in the order of day and month that the file itself shows."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
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
# As ODK Briefcase writes days, `Apr 20, 2027`; the halves of a day in Arabic, Chinese and Korean.
_NAMED_MONTH = re.compile(r"([A-Z][a-z]{2})[a-z]*\.? (\d{1,2}), (\d{4}),?")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_HALVES = {"ص": "AM", "م": "PM", "上午": "AM", "下午": "PM", "오전": "AM", "오후": "PM"}
_ORDERS = {True: "day before month", False: "month before day"}
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
    match = _NOT_ISO.fullmatch(_in_numbers(text.strip()))
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


def _in_numbers(text: str) -> str:
    """A time with the year first where it has the name of a month, and AM or PM at its end."""
    if (named := _NAMED_MONTH.match(text)) and named[1] in _MONTHS:
        text = f"{named[3]}/{_MONTHS.index(named[1]) + 1}/{named[2]}{text[named.end() :]}"
    for word, half in _HALVES.items():
        if word in text:
            text = f"{' '.join(text.replace(word, ' ').split())} {half}"
    return text


@dataclass(frozen=True)
class DateOrder:
    """Whether the day comes before the month in times such as 05/04/2024.

    why: for people; "" where it does not matter. undecided: a date that may be read either way, where no other shows
    how; else "".
    """

    is_day_first: bool
    why: str = ""
    undecided: str = ""


def find_order(texts: Iterable[str], *, is_day_first: bool, told: bool | None = None) -> DateOrder:
    """The order that the times of a file show: a number above 12 tells.

    is_day_first: what is taken where none does. told: the order, where somebody says it.
    """
    shown = {True: "", False: ""}
    either = ""
    for text in texts:
        if read_iso(text):
            # Tools write all times the same way.
            return DateOrder(is_day_first)
        match = _NOT_ISO.fullmatch(text.strip())
        if match and len(match[1]) < 4:
            first, second = int(match[1]), int(match[2])
            if max(first, second) > 12:
                shown[first > 12] = shown[first > 12] or text
            elif first != second:
                either = either or text
    decided = [order for order, text in shown.items() if text]
    if told is not None:
        return DateOrder(told, f"{_ORDERS[told]}, as told" if decided or either else "")
    if len(decided) == 1:
        return DateOrder(decided[0], f"{_ORDERS[decided[0]]}, as '{shown[decided[0]]}' shows")
    why = "both orders of day and month occur" if decided else f"no date shows it, and '{either}' may be either"
    if not decided and not either:
        return DateOrder(is_day_first)
    return DateOrder(is_day_first, f"{_ORDERS[is_day_first]} by the language of the headings: {why}", either)


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
