"""Numbers of the release as a report prints them. Whatever is printed here says where it is from."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from app.language import NO_VALUE, Language
from pipeline.report.content import ILLUSTRATIVE, ROWS, Number, Run
from pipeline.report.source import TABLE, Row

# The columns that pick a row of a mart, as far as it has them.
KEYS = (
    "release_id",
    "figure_id",
    "ranking_id",
    "survey_code",
    "region_code",
    "technology_code",
    "maturity_level",
    "status_code",
    "dimension_code",
    "need_code",
    "agency_type_code",
    "submitted_on",
    "indicator_code",
    "item_code",
    "answer_code",
)
# What stands for a share, by the end of its column.
_SHARES = ("share", "_rate")


class Figures:
    """Prints numbers as a language writes them: a dash where there is none, a word where one is suppressed."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def of(self, row: Row, column: str, written: str = "") -> Run:
        """The figure in a column of a row: a share in whole percent, a mean with two decimals, a date, a number.

        written: how it is printed where the name of its column does not say.
        """
        value = row.get(column)
        if value is None:
            return self.language.suppressed if row.get("is_suppressed") else NO_VALUE
        basis = str(row.get(f"{column}_basis") or "")
        return Number(
            text=written or self._written(column, value),
            mart=row[TABLE],
            column=column,
            key={name: str(row[name]) for name in KEYS if name in row},
            value=str(value),
            basis=basis,
            is_marked=basis == ILLUSTRATIVE,
        )

    def published(self, row: Row, column: str) -> Run:
        """A value of a row of reconciliation_figures, which is text in its unit."""
        value = row[column]
        if value is None:
            return NO_VALUE
        language, unit = self.language, row["unit_code"]
        if unit == "date":
            written = language.date(dt.date.fromisoformat(value))
        else:
            whole = int(value.removesuffix("%"))
            written = language.percent_sign(whole) if unit == "percent" else language.number(whole)
        return Number(written, row[TABLE], column, {"figure_id": row["figure_id"]}, value)

    def rows(self, table: str, rows: Sequence[Row], **where: object) -> Number:
        """How many rows there are: these, which are those of a table whose columns have these values."""
        key = {column: str(value).lower() if isinstance(value, bool) else str(value) for column, value in where.items()}
        return Number(self.language.number(len(rows)), table, ROWS, key, str(len(rows)))

    def _written(self, column: str, value: Any) -> str:
        language = self.language
        if column.endswith("_on"):
            return language.date(value)
        if column.endswith("_at"):
            return language.timestamp(value)
        if column.endswith("_mean"):
            return language.decimal(value)
        return language.share(value) if column.endswith(_SHARES) else language.number(value)
