"""Potential: which technologies Members develop or consider. Section III of the report."""

import pandas as pd

from app.charts.stacked import stacked_bars
from app.charts.theme import BLUE, INK, SKY, Spec
from app.content import Page, Part, part
from app.context import PageContext
from app.views.plotted import first

_STATUSES = ("in_development", "under_consideration", "adopted")
_COLOURS = (BLUE, SKY, "rgba(140, 140, 140, 0.3)")
_INKS = ("#FFFFFF", "#000000", INK)


def page(context: PageContext) -> Page:
    """What the page says."""
    rows = context.mart("development_potential")
    names, best = first(rows, "potential_rank", "technology", context, "potential_count")
    if best is None:
        return Page(context.text("potential.nothing"), [technologies(context, "potential.technologies")])
    return Page(
        context.text(
            "potential.headline",
            technologies=names,
            count=context.language.number(best["potential_count"]),
            base=context.base(rows[rows["potential_rank"] == 1]),
        ),
        [technologies(context, "potential.technologies")],
        lead=context.text("potential.lead"),
    )


def technologies(context: PageContext, key: str, more: str = "") -> Part:
    """How many Members develop, consider or have adopted each technology, by potential."""
    rows = context.ordered(context.mart("development_potential"), "potential_rank", "technology_code")
    return part(
        context,
        key,
        "development_potential",
        rows,
        [
            "technology_name",
            "in_development_count",
            "under_consideration_count",
            "potential_count",
            "potential_rank",
            "adopted_count",
            "respondent_count",
        ],
        chart=lambda: _stacked(rows, context),
        more=more,
        values={
            "base": context.base(rows),
            "ranking": context.language.listing(
                [
                    context.text(
                        "part.named_count",
                        name=row[context.language.column("technology_name")],
                        count=context.language.number(row["potential_count"]),
                    )
                    for row in rows.head(3).to_dict("records")
                ]
            ),
        },
    )


def _stacked(rows: pd.DataFrame, context: PageContext) -> Spec:
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
    whole = 1.02 * float((rows["potential_count"] + rows["adopted_count"]).max() or 1)
    return stacked_bars(drawn, language, colours=_COLOURS, inks=_INKS, whole=whole)
