"""How certain figures and ranks are, as pages say it: ranges beside them, and what cannot be told from the first."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from app.columns import written
from app.context import PageContext
from app.language import NO_VALUE

# So many names are told, and of more how many more there are.
_MOST_NAMES = 3
# What stands between the ends of a range, with no space around it in either language.
_TO = "–"


def apart(
    rows: pd.DataFrame, rank: str, of: str, context: PageContext, *, places: int = 1, key: str = "certainty.apart"
) -> str:
    """What a sentence that names the first of a ranking adds: who may be first as well. Empty where nobody may.

    rank: the column of the rank. of: what has the names. places: how many first ones the sentence names.
    """
    first, _ = _ends(rank, rows)
    other = rows[(rows[rank] > places) & (rows[first] <= places)].sort_values(rank, kind="stable")
    if other.empty:
        return ""
    names = [context.name(row, of) for row in other.to_dict("records")]
    if len(names) > _MOST_NAMES:
        more = context.text("certainty.others", count=context.language.number(len(names) - _MOST_NAMES + 1))
        names = [*names[: _MOST_NAMES - 1], more]
    return context.text(key, others=context.language.listing(names))


def with_ranges(rows: pd.DataFrame, figures: Sequence[str], context: PageContext) -> pd.DataFrame:
    """The rows with a column <figure>_range for each of these figures and ranks: its ends at 95 %, as text."""
    ranges = {}
    for figure in figures:
        low, high = _ends(figure, rows)
        ranges[f"{figure}_range"] = [
            written_range(figure, *ends, context) for ends in zip(rows[low], rows[high], strict=True)
        ]
    return rows.assign(**ranges)


def written_range(figure: str, low: Any, high: Any, context: PageContext) -> str:
    """From one end to the other as a page writes it, and one of them where both are the same; a dash without."""
    from_, to = (written(figure, end, context) for end in (low, high))
    if NO_VALUE in (from_, to) or from_ == to:
        return from_
    # The sign of a percent stands once.
    percent = context.language.separators()[2]
    return f"{from_.removesuffix(percent)}{_TO}{to}"


def _ends(figure: str, rows: pd.DataFrame) -> tuple[str, str]:
    """The columns with the ends of a range; those of a mart's only rank have no name before them."""
    if not figure.endswith("rank"):
        return f"{figure}_low", f"{figure}_high"
    prefix = figure if f"{figure}_from" in rows else "rank"
    return f"{prefix}_from", f"{prefix}_to"
