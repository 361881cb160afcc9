"""Rows of marts as charts take them: what is drawn, under which name, with which label."""

from typing import Any

import pandas as pd

from app.certainty import with_ranges
from app.context import PageContext, Row
from app.language import LANGUAGE_CODES, NO_VALUE, Language
from app.parts import is_all_suppressed


def shares(
    rows: pd.DataFrame,
    of: str,
    context: PageContext,
    *,
    share: str = "share",
    count: str = "submission_count",
    base: str = "respondent_count",
) -> pd.DataFrame:
    """name, value and label ("30% · 35 of 116") of each row; the value is the count where the reader chose counts.

    of: what has the names, such as need. share, count, base: the columns that have them. Shares come with their ranges.
    """
    ranges = {}
    if f"{share}_low" in rows and not context.in_counts:
        texts = with_ranges(rows, [share], context)[f"{share}_range"]
        ranges = {"low": rows[f"{share}_low"], "high": rows[f"{share}_high"], "range": texts}
    return pd.DataFrame(
        ranges
        | {
            "name": rows[context.language.column(f"{of}_name")],
            "value": rows[count if context.in_counts else share],
            "label": [
                label(row, share_label(row[share], row[count], row[base], context), context)
                for row in rows.to_dict("records")
            ],
        }
    )


def share_label(share: Any, count: Any, base: Any, context: PageContext) -> str:
    """A share with its count and base, as charts write it; a dash where nobody answered."""
    percent, number = context.language.share(share), context.language.number
    if percent == NO_VALUE:
        return NO_VALUE
    if context.in_counts:
        return context.text("part.count_label", percent=percent, count=number(count), base=number(base))
    return context.text("part.share_label", percent=percent, count=number(count), base=number(base))


def whole(context: PageContext) -> float | None:
    """The value of a bar as long as the chart is wide: of shares 1, of counts the largest."""
    return None if context.in_counts else 1


def answers(row: Row, context: PageContext) -> str:
    """How many answered, as charts write it; the word for a row that is suppressed."""
    return label(row, context.text("part.answers", count=context.language.number(row["respondent_count"])), context)


def label(row: Row, written: str, context: PageContext) -> str:
    """What is written of a row, or the word for a row that is suppressed."""
    return context.language.suppressed if row.get("is_suppressed") else written


def count_of_base(count: Any, base: Any, context: PageContext) -> str:
    """A count with its base, as charts and figures write it: 35 of 116."""
    number = context.language.number
    return context.text("part.count_of_base", count=number(count), base=number(base))


def counted(rows: pd.DataFrame, of: str, count: str, context: PageContext, base: str | None = None) -> pd.DataFrame:
    """name, value and label of the count of each row, with its base where that is given."""
    return pd.DataFrame(
        {
            "name": rows[context.language.column(f"{of}_name")],
            "value": rows[count],
            "label": [
                count_of_base(row[count], row[base], context) if base else context.language.number(row[count])
                for row in rows.to_dict("records")
            ],
        }
    )


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


def named_counts(rows: pd.DataFrame, of: str, count: str, context: PageContext) -> str:
    """The first three rows with their counts, as a sentence lists them."""
    name = context.language.column(f"{of}_name")
    return context.language.listing(
        [
            context.text("part.named_count", name=row[name], count=context.language.number(row[count]))
            for row in rows.head(3).to_dict("records")
        ]
    )


def nothing(rows: pd.DataFrame, key: str) -> str:
    """The key of a headline where no answer is known: this one, or that of what disclosure control shows none of."""
    return "part.suppressed_headline" if is_all_suppressed(rows) else key


def all_members_and(by_region: pd.DataFrame, national: pd.DataFrame) -> pd.DataFrame:
    """The rows of a national mart, under the name of all Members, and below them those of its partner by region."""
    names = {f"region_name_{code}": Language(code).text("filters.all_members") for code in LANGUAGE_CODES}
    return pd.concat([national.assign(region_code="", is_suppressed=False, **names), by_region], ignore_index=True)
