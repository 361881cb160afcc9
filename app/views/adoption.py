"""Adoption: how far Members are with each technology. Section III of the report."""

import altair as alt
import pandas as pd

from app.certainty import apart
from app.charts.bars import labelled_bars
from app.charts.stacked import stacked_bars
from app.charts.theme import ON_STEPS, STEPS
from app.context import ALL_MEMBERS, PageContext
from app.drawn import all_members_and, answers, label, nothing, shares, whole
from app.parts import headline, part, side_by_side
from app.tables import rows_of

# On the way, and there.
_PATH = ("under_consideration", "in_development", "adopted")
_TABLE = ["status_name", "submission_count", "respondent_count", "share"]


def page(context: PageContext) -> None:
    """Draw the page. What a reader chose a technology for comes first."""
    headline(most_adopted(context, "adoption.technologies", "adoption.headline"))
    if context.technology_code:
        _by_region(context)
    for scope in side_by_side(context):
        _technologies(scope)
    if not context.technology_code:
        _by_region(context)
    _totals(context)


def most_adopted(context: PageContext, key: str, headline_key: str) -> str:
    """The text that names the technology most adopted, or says that none is. key: of the part with the rows."""
    rows = rows_of(key, context)
    adopted = rows[rows["status_code"] == "adopted"]
    highest = adopted["submission_count"].fillna(0).max()
    most = adopted[adopted["submission_count"] == highest]
    if most.empty or highest == 0:
        return context.sentence(nothing(rows, "adoption.nothing"))
    return context.sentence(
        headline_key,
        technologies=context.language.listing([context.name(row, "technology") for row in most.to_dict("records")]),
        count=context.language.number(highest),
        base=context.base(most),
        also=_also(context),
    )


def _also(context: PageContext) -> str:
    """Which technologies may be the most adopted as well."""
    ranking = context.mart("indicators")
    ranking = ranking[ranking["indicator_code"].eq("technology_status") & ranking["answer_code"].eq("adopted")]
    ranking = ranking[ranking["region_code"] == (context.region_code or ALL_MEMBERS)]
    return apart(ranking, "value_rank", "item", context)


def _technologies(context: PageContext) -> None:
    key = "adoption.technologies"
    ranks = context.mart("development_potential").set_index("technology_code")["potential_rank"]
    rows = rows_of(key, context)
    rows = rows.assign(potential_rank=rows["technology_code"].map(ranks))
    rows = context.ordered(rows, "potential_rank", "technology_code", "status_code")
    part(
        context,
        key,
        rows,
        ["technology_name", *_TABLE],
        has_counts=True,
        chart=lambda: _stacked(rows, "technology_name", context),
        values={"base": context.base(rows)},
    )


def _by_region(context: PageContext) -> None:
    key = "adoption.by_region"
    rows = context.ordered(rows_of(key, context), "region_code", "status_code")
    code = rows["technology_code"].iloc[0] if len(rows) else ""
    national = context.mart("technology_adoption")
    national = context.ordered(national[national["technology_code"] == code], "status_code")
    part(
        context,
        key,
        rows,
        ["region_name", *_TABLE],
        has_counts=True,
        chart=lambda: _stacked(all_members_and(rows, national), "region_name", context),
        values={"technology": context.code_text("technologies", code), "base": context.base(rows)},
    )


def _totals(context: PageContext) -> None:
    key = "adoption.totals"
    rows = context.ordered(rows_of(key, context), "status_code")
    columns = {"share": "selection_share", "count": "selection_count", "base": "all_selection_count"}
    counts = rows.set_index("status_code")["selection_count"]
    part(
        context,
        key,
        rows,
        ["status_name", "selection_count", "all_selection_count", "selection_share"],
        has_counts=True,
        chart=lambda: labelled_bars(shares(rows, "status", context, **columns), context.language, whole=whole(context)),
        values={
            "base": context.base(rows, "all_selection_count"),
            **{status: context.language.number(counts.get(status)) for status in _PATH},
        },
    )


def _stacked(rows: pd.DataFrame, name: str, context: PageContext) -> alt.LayerChart:
    """A bar per technology or region, of its answers by status."""
    records = rows.to_dict("records")
    drawn = pd.DataFrame(
        {
            "name": rows[context.language.column(name)],
            "part": rows[context.language.column("status_name")],
            "value": rows["submission_count" if context.in_counts else "share"],
            "label": [label(row, context.language.number(row["submission_count"]), context) for row in records],
            "total": [answers(row, context) for row in records],
        }
    )
    longest = float(rows["respondent_count"].max() or 1) if context.in_counts else 1
    return stacked_bars(drawn, context.language, colours=STEPS, inks=ON_STEPS, whole=longest)
