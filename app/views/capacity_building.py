"""Capacity building: which support Members say they need. Section VI of the report."""

import altair as alt
import pandas as pd

from app.certainty import apart, with_ranges
from app.charts.bars import labelled_bars
from app.charts.dots import dots_by_group
from app.context import PageContext
from app.drawn import first, label, nothing, shares, whole
from app.parts import headline, part, side_by_side
from app.tables import rows_of

_TABLE = ["submission_count", "respondent_count", "share", "share_rank"]


def page(context: PageContext) -> None:
    """Draw the page."""
    rows = rows_of("capacity_building.needs", context)
    names, best = first(rows, "share_rank", "need", context, "submission_count")
    if best is None:
        headline(context.sentence(nothing(rows, "capacity_building.nothing")))
    else:
        percent = context.language.share(best["share"])
        others = apart(rows, "share_rank", "need", context)
        headline(context.sentence("capacity_building.headline", needs=names, percent=percent) + others)
    for scope in side_by_side(context):
        needs(scope, "capacity_building.needs")
    _by_region(context)
    _other(context)


def needs(context: PageContext, key: str) -> None:
    """The needs by how many Members have them, of all Members or of a region."""
    rows = context.ordered(rows_of(key, context), "share_rank", "need_code")
    names, best = first(rows, "share_rank", "need", context, "submission_count")
    part(
        context,
        key,
        with_ranges(rows, ("share", "share_rank"), context),
        ["need_name", *_TABLE, "share_range", "share_rank_range"],
        has_counts=True,
        has_ranges=True,
        chart=lambda: labelled_bars(shares(rows, "need", context), context.language, whole=whole(context)),
        values={
            "needs": names,
            "percent": context.language.share(None if best is None else best["share"]),
            "base": context.base(rows),
        },
    )


def _by_region(context: PageContext) -> None:
    key = "capacity_building.by_region"
    national = context.mart("capacity_building_needs").set_index("need_code")
    rows = rows_of(key, context)
    rows = rows.assign(national_rank=rows["need_code"].map(national["share_rank"]))
    rows = context.ordered(rows, "national_rank", "need_code", "region_code")
    part(
        context,
        key,
        rows,
        ["need_name", "region_name", *_TABLE],
        chart=lambda: _dots(rows, national["share"], context),
        values={"base": context.base(rows)},
    )


def _dots(rows: pd.DataFrame, national: pd.Series, context: PageContext) -> alt.LayerChart:
    language = context.language
    drawn = pd.DataFrame(
        {
            "name": rows[language.column("need_name")],
            "group": rows[language.column("region_name")],
            "value": rows["share"],
            "overall": rows["need_code"].map(national),
            "label": [label(row, language.share(row["share"]), context) for row in rows.to_dict("records")],
        }
    )
    marked = None if context.region_code is None else context.code_name("regions", context.region_code)
    return dots_by_group(drawn, language, domain=(0, 1), written=".0%", marked=marked)


def _other(context: PageContext) -> None:
    rows = rows_of("capacity_building.other", context)
    rows = context.ordered(rows.assign(fewest=-rows["submission_count"]), "fewest", "need_code")
    part(context, "capacity_building.other", rows, ["need_name", "submission_count"])
