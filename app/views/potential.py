"""Potential: which technologies are in development or under consideration. Part of section III of the report."""

import altair as alt
import pandas as pd

from app.certainty import apart, with_ranges
from app.charts.stacked import stacked_bars
from app.charts.theme import BLUE, FAINT_GREY, INK, SKY
from app.context import PageContext
from app.drawn import first, named_counts
from app.parts import headline, part
from app.tables import rows_of

_STATUSES = ("in_development", "under_consideration", "adopted")
_COLOURS = (BLUE, SKY, FAINT_GREY)
_INKS = ("#FFFFFF", "#000000", INK)


def page(context: PageContext) -> None:
    """Draw the page."""
    rows = context.mart("development_potential")
    names, best = first(rows, "potential_rank", "technology", context, "potential_count")
    if best is None:
        headline(context.text("potential.nothing"))
    else:
        headline(
            context.text(
                "potential.headline",
                technologies=names,
                count=context.language.number(best["potential_count"]),
                base=context.base(rows[rows["potential_rank"] == 1]),
            )
            + apart(rows, "potential_rank", "technology", context),
            context.text("potential.lead"),
        )
    technologies(context, "potential.technologies")


def technologies(context: PageContext, key: str) -> None:
    """How many Members develop, consider or have adopted each technology, by potential."""
    rows = context.ordered(rows_of(key, context), "potential_rank", "technology_code")
    counts = [f"{status}_count" for status in _STATUSES]
    part(
        context,
        key,
        with_ranges(rows, ("potential_rank",), context),
        ["technology_name", "potential_rank", "potential_rank_range", "potential_count", *counts, "respondent_count"],
        chart=lambda: _stacked(rows, context),
        values={
            "base": context.base(rows),
            "ranking": named_counts(rows, "technology", "potential_count", context),
        },
    )


def _stacked(rows: pd.DataFrame, context: PageContext) -> alt.LayerChart:
    language = context.language
    drawn = pd.DataFrame(
        [
            {
                "name": row[language.column("technology_name")],
                "part": context.code_name("technology_status", status),
                "value": row[f"{status}_count"],
                "label": language.number(row[f"{status}_count"]),
                "total": context.text("potential.total", count=language.number(row["potential_count"])),
            }
            for row in rows.to_dict("records")
            for status in _STATUSES
        ]
    )
    # As long as the longest bar, with a little room.
    longest = 1.02 * float((rows["potential_count"] + rows["adopted_count"]).max() or 1)
    return stacked_bars(drawn, language, colours=_COLOURS, inks=_INKS, whole=longest)
