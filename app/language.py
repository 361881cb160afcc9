"""The two languages of the app: its texts, and how each writes numbers, percents and dates."""

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

import pandas as pd
import yaml
from babel.dates import format_date, format_skeleton, format_time
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent, get_decimal_symbol, get_group_symbol

LanguageCode = Literal["en", "fr"]
LANGUAGE_CODES: tuple[LanguageCode, ...] = get_args(LanguageCode)

# Numbers and dates follow these. British English: day before month, as the survey's documents write it.
_LOCALES: dict[LanguageCode, str] = {"en": "en_GB", "fr": "fr_FR"}
NO_BREAK_SPACE = "\u00a0"
NARROW_NO_BREAK_SPACE = "\u202f"
# What stands where there is no number, such as a share of nobody. What is suppressed has a word of its own.
NO_VALUE = "–"


@dataclass(frozen=True)
class Language:
    """Everything that depends on the language. Knows nothing of Streamlit."""

    code: LanguageCode

    def text(self, key: str, **values: object) -> str:
        """The text of a key such as `participation.title`, with its placeholders filled. Raises KeyError."""
        return self.typeset(texts(self.code)[key]).format(**values)

    @property
    def suppressed(self) -> str:
        """The word that stands for a number which disclosure control does not show."""
        return self.text("suppressed")

    def column(self, name: str) -> str:
        """The column of a mart with a text in this language: `region_name` is region_name_en or region_name_fr."""
        return f"{name}_{self.code}"

    def number(self, value: Any) -> str:
        """A whole number with its thousands apart; a dash where there is none."""
        return NO_VALUE if pd.isna(value) else format_decimal(int(value), locale=_LOCALES[self.code])

    def percent(self, count: Any, base: Any) -> str:
        """A share in whole percent, rounded half up as the warehouse rounds; a dash without a base."""
        return self.percent_sign(whole_percent(count, base))

    def percent_sign(self, percent: Any) -> str:
        """A whole percent with its sign: 62%, 62 %; a dash where there is none."""
        if pd.isna(percent):
            return NO_VALUE
        written = format_percent(percent / 100, locale=_LOCALES[self.code])
        return written.replace(NO_BREAK_SPACE, NARROW_NO_BREAK_SPACE)

    def share(self, share: Any) -> str:
        """A fraction from 0 to 1 in whole percent, rounded half up; a dash where there is none."""
        # A fraction of whole numbers that ends in a half is not always one in binary: 23 / 40 is a hair below 0.575.
        return self.percent_sign(None if pd.isna(share) else int(round(float(share) * 100, 9) + 0.5))

    def decimal(self, value: Any, digits: int = 2) -> str:
        """A number with so many decimals: 0.62, 0,62; a dash where there is none."""
        if pd.isna(value):
            return NO_VALUE
        return format_decimal(float(value), format=f"#,##0.{'0' * digits}", locale=_LOCALES[self.code])

    def date(self, day: dt.date) -> str:
        """A day in full: 24 June 2024, 24 juin 2024; French has an ordinal for the first of a month alone."""
        written = format_date(day, format="long", locale=_LOCALES[self.code])
        return f"1er{written[1:]}" if self.code == "fr" and day.day == 1 else written

    def day_and_month(self, day: dt.date) -> str:
        """A day without its year: 6 May, 6 mai."""
        return format_skeleton("MMMd", day, locale=_LOCALES[self.code])

    def timestamp(self, moment: dt.datetime) -> str:
        """A moment that is stored without a time zone and is UTC, as all moments of the warehouse are."""
        time = format_time(moment, format="short", locale=_LOCALES[self.code])
        return self.text("moment", date=self.date(moment), time=time)

    def moment(self, built_at: str) -> str:
        """A moment in UTC that is text in ISO 8601, as releases write theirs."""
        return self.timestamp(dt.datetime.fromisoformat(built_at))

    def listing(self, items: list[str]) -> str:
        """Items as a sentence lists them: a, b and c."""
        return format_list(items, locale=_LOCALES[self.code])

    def separators(self) -> tuple[str, str, str]:
        """What stands before decimals, between thousands, and behind a percent."""
        locale = _LOCALES[self.code]
        return get_decimal_symbol(locale), get_group_symbol(locale), self.percent_sign(0).removeprefix("0")

    def typeset(self, text: str) -> str:
        """French has typographic apostrophes, and unbreakable spaces before its two-part punctuation.

        Text files and code lists have plain ones.
        """
        if self.code == "en":
            return text
        text = text.replace("'", "’")
        text = re.sub(r" ([:»])", rf"{NO_BREAK_SPACE}\1", text).replace("« ", f"«{NO_BREAK_SPACE}")
        return re.sub(r" ([;?!%])", rf"{NARROW_NO_BREAK_SPACE}\1", text)


def is_missing(value: Any) -> bool:
    """Whether a cell of a mart is null."""
    return bool(pd.isna(value))


def whole_percent(count: Any, base: Any) -> int | None:
    """count / base in percent, rounded half up in integers; None without a base or a count."""
    if pd.isna(count) or pd.isna(base) or base == 0:
        return None
    return int((200 * int(count) + int(base)) // (2 * int(base)))


@cache
def texts(code: LanguageCode) -> dict[str, str]:
    """All texts of a language by their key, the names of the levels joined by dots.

    They come from the files of app/texts/<code>, which share one space of names.
    """
    folder = files("app") / "texts" / code
    found: dict[str, str] = {}
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        more = dict(_flatten(yaml.safe_load(file.read_text(encoding="utf-8"))))
        if twice := found.keys() & more.keys():
            raise ValueError(f"{file}: found {', '.join(sorted(twice))} once more, expected each key in one file")
        found |= more
    return found


def _flatten(level: dict[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    flat: list[tuple[str, str]] = []
    for name, value in level.items():
        key = f"{prefix}{name}"
        flat += _flatten(value, f"{key}.") if isinstance(value, dict) else [(key, str(value))]
    return flat
