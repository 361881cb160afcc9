"""Capacity building: which support Members say they need. Section VI of the report."""

import pandas as pd

from app.charts.bars import labelled_bars
from app.charts.dots import dots_by_group
from app.content import Page, Part, part
from app.context import PageContext
from app.views.plotted import first, label, nothing, shares

_TABLE = ["submission_count", "respondent_count", "share", "share_rank"]


def page(context: PageContext) -> Page:
    """What the page says."""
    _, rows = context.shown("capacity_building_needs", "capacity_building_needs_by_region")
    names, best = first(rows, "share_rank", "need", context, "submission_count")
    parts = [needs(context, "capacity_building.needs"), _by_region(context), _other(context)]
    if best is None:
        return Page(context.sentence(nothing(rows, "capacity_building.nothing")), parts)
    percent = context.language.share(best["share"])
    return Page(context.sentence("capacity_building.headline", needs=names, percent=percent), parts)


def needs(context: PageContext, key: str, more: str = "") -> Part:
    """The needs by how many Members have them, of all Members or of a region."""
    mart, rows = context.shown("capacity_building_needs", "capacity_building_needs_by_region")
    rows = context.ordered(rows, "share_rank", "need_code")
    names, best = first(rows, "share_rank", "need", context, "submission_count")
    return part(
        context,
        key,
        mart,
        rows,
        ["need_name", *_TABLE],
        chart=lambda: labelled_bars(shares(rows, "need", context), context.language, whole=1),
        more=more,
        values={
            **context.scope,
            "needs": names,
            "percent": context.language.share(None if best is None else best["share"]),
            "base": context.base(rows),
        },
    )


def _by_region(context: PageContext) -> Part:
    language = context.language
    national = context.mart("capacity_building_needs").set_index("need_code")
    rows = context.mart("capacity_building_needs_by_region")
    ranked = rows.assign(national_rank=rows["need_code"].map(national["share_rank"]))
    rows = context.ordered(ranked, "national_rank", "need_code", "region_code")[[*rows.columns]]
    drawn = pd.DataFrame(
        {
            "name": rows[language.column("need_name")],
            "group": rows[language.column("region_name")],
            "value": rows["share"],
            "overall": rows["need_code"].map(national["share"]),
            "label": [label(row, language.share(row["share"]), context) for row in rows.to_dict("records")],
        }
    )
    marked = None if context.region_code is None else context.code_name("regions", context.region_code)
    return part(
        context,
        "capacity_building.by_region",
        "capacity_building_needs_by_region",
        rows,
        ["need_name", "region_name", *_TABLE],
        chart=lambda: dots_by_group(drawn, language, domain=(0, 1), written=".0%", marked=marked),
        values={"base": context.base(rows)},
    )


def _other(context: PageContext) -> Part:
    rows = context.mart("capacity_building_needs_other")
    rows = context.ordered(rows.assign(fewest=-rows["submission_count"]), "fewest", "need_code")[[*rows.columns]]
    return part(
        context,
        "capacity_building.other",
        "capacity_building_needs_other",
        rows,
        ["need_name", "submission_count"],
    )
