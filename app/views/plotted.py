"""Rows of marts as charts take them: what is drawn, under which name, with which label."""

from typing import Any

import pandas as pd

from app.charts.bars import labelled_bars
from app.charts.theme import Spec
from app.content import is_all_suppressed
from app.context import PageContext, Row
from app.language import LANGUAGE_CODES, NO_VALUE, Language


def shares(rows: pd.DataFrame, of: str, context: PageContext) -> pd.DataFrame:
    """name, value (a share) and label ("30% · 35 of 116") of each row. of: what has the names, such as need."""
    return pd.DataFrame(
        {
            "name": rows[context.language.column(f"{of}_name")],
            "value": rows["share"],
            "label": [
                label(
                    row, share_label(row["share"], row["submission_count"], row["respondent_count"], context), context
                )
                for row in rows.to_dict("records")
            ],
        }
    )


def share_label(share: Any, count: Any, base: Any, context: PageContext) -> str:
    """A share with its count and base, as charts write it; a dash where nobody answered."""
    percent, number = context.language.share(share), context.language.number
    if percent == NO_VALUE:
        return NO_VALUE
    return context.text("part.share_label", percent=percent, count=number(count), base=number(base))


def answers(row: Row, context: PageContext) -> str:
    """How many answered, as charts write it; the word for a row that is suppressed."""
    return label(row, context.text("part.answers", count=context.language.number(row["respondent_count"])), context)


def label(row: Row, written: str, context: PageContext) -> str:
    """What is written of a row, or the word for a row that is suppressed."""
    return context.language.suppressed if row.get("is_suppressed") else written


def first(
    rows: pd.DataFrame, rank: str, of: str, context: PageContext, count: str | None = None
) -> tuple[str, Row | None]:
    """The names on the first place of a ranking, for Markdown, and one of their rows; a dash where there is none.

    count: what the ranking counts; where it is 0 for all of them, nobody is first.
    """
    is_first = rows[rank] == 1
    best = rows[is_first & (rows[count] > 0) if count else is_first].to_dict("records")
    if not best:
        return NO_VALUE, None
    return context.language.listing([context.name(row, of) for row in best]), best[0]


def nothing(rows: pd.DataFrame, key: str) -> str:
    """The key of a headline where no answer is known: this one, or that of what disclosure control shows none of."""
    return "part.suppressed_headline" if is_all_suppressed(rows) else key


def all_members_and(by_region: pd.DataFrame, national: pd.DataFrame) -> pd.DataFrame:
    """The rows of a national mart, under the name of all Members, and below them those of its partner by region."""
    names = {f"region_name_{code}": Language(code).text("filters.all_members") for code in LANGUAGE_CODES}
    return pd.concat([national.assign(region_code="", is_suppressed=False, **names), by_region], ignore_index=True)


def counted_bars(rows: pd.DataFrame, of: str, count: str, context: PageContext) -> Spec:
    """A bar for the count of each row, the largest as long as the chart is wide. of: what has the names, as above."""
    drawn = pd.DataFrame(
        {
            "name": rows[context.language.column(f"{of}_name")],
            "value": rows[count],
            "label": rows[count].map(context.language.number),
        }
    )
    return labelled_bars(drawn, context.language, whole=max(1, float(rows[count].max())))
