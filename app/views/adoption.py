"""Adoption: how far Members are with each technology. Section III of the report."""

import pandas as pd

from app.charts.bars import labelled_bars
from app.charts.stacked import stacked_bars
from app.charts.theme import ON_STEPS, STEPS, Spec
from app.content import Page, Part, part
from app.context import PageContext
from app.views.plotted import all_members_and, answers, label, nothing, share_label

_TABLE = ["status_name", "submission_count", "respondent_count", "share"]


def page(context: PageContext) -> Page:
    """What the page says."""
    mart, rows = context.shown("technology_adoption", "technology_adoption_by_region")
    return Page(
        most_adopted(context, rows, "adoption.headline", "adoption.nothing"),
        [_technologies(mart, rows, context), _by_region(context), _totals(context)],
    )


def most_adopted(context: PageContext, rows: pd.DataFrame, key: str, otherwise: str) -> str:
    """The text that names the technology most adopted, or the one for where none is. rows: of the mart on adoption."""
    adopted = rows[rows["status_code"] == "adopted"]
    highest = adopted["submission_count"].fillna(0).max()
    most = adopted[adopted["submission_count"] == highest]
    if most.empty or highest == 0:
        return context.sentence(nothing(rows, otherwise))
    return context.sentence(
        key,
        technologies=context.language.listing([context.name(row, "technology") for row in most.to_dict("records")]),
        count=context.language.number(highest),
        base=context.base(most),
    )


def _technologies(mart: str, rows: pd.DataFrame, context: PageContext) -> Part:
    ranks = context.mart("development_potential").set_index("technology_code")["potential_rank"]
    by_potential = rows.assign(potential_rank=rows["technology_code"].map(ranks))
    rows = context.ordered(by_potential, "potential_rank", "technology_code", "status_code")[[*rows.columns]]
    return part(
        context,
        "adoption.technologies",
        mart,
        rows,
        ["technology_name", *_TABLE],
        chart=lambda: _stacked(rows, "technology_name", context),
        values={**context.scope, "base": context.base(rows)},
    )


def _by_region(context: PageContext) -> Part:
    code = context.technology_code or first_by_potential(context)
    rows = _of_technology(context.mart("technology_adoption_by_region"), code)
    rows = context.ordered(rows, "region_code", "status_code")
    national = context.ordered(_of_technology(context.mart("technology_adoption"), code), "status_code")
    together = all_members_and(rows, national)
    return part(
        context,
        "adoption.by_region",
        "technology_adoption_by_region",
        rows,
        ["region_name", *_TABLE],
        chart=lambda: _stacked(together, "region_name", context),
        values={"technology": context.code_text("technologies", code), "base": context.base(rows)},
    )


def first_by_potential(context: PageContext) -> str:
    """The technology that is shown where the reader asked for none: the one with the highest potential."""
    rows = context.ordered(context.mart("development_potential"), "potential_rank", "technology_code")
    return str(rows["technology_code"].iloc[0]) if len(rows) else ""


def _of_technology(rows: pd.DataFrame, code: str) -> pd.DataFrame:
    return rows[rows["technology_code"] == code].reset_index(drop=True)


def _stacked(rows: pd.DataFrame, name: str, context: PageContext) -> Spec:
    records = rows.to_dict("records")
    drawn = pd.DataFrame(
        {
            "name": rows[context.language.column(name)],
            "part": rows[context.language.column("status_name")],
            "value": rows["share"],
            "label": [label(row, context.language.number(row["submission_count"]), context) for row in records],
            "total": [answers(row, context) for row in records],
        }
    )
    return stacked_bars(drawn, context.language, colours=STEPS, inks=ON_STEPS, whole=1)


def _totals(context: PageContext) -> Part:
    rows = context.ordered(context.mart("technology_status_totals"), "status_code")
    counts = rows.set_index("status_code")["selection_count"]
    drawn = pd.DataFrame(
        {
            "name": rows[context.language.column("status_name")],
            "value": rows["selection_share"],
            "label": [
                share_label(row["selection_share"], row["selection_count"], row["all_selection_count"], context)
                for row in rows.to_dict("records")
            ],
        }
    )
    return part(
        context,
        "adoption.totals",
        "technology_status_totals",
        rows,
        ["status_name", "selection_count", "all_selection_count", "selection_share"],
        chart=lambda: labelled_bars(drawn, context.language, whole=1),
        values={
            "base": context.base(rows, "all_selection_count"),
            "adopted": context.language.number(counts.get("adopted")),
            "in_development": context.language.number(counts.get("in_development")),
            "under_consideration": context.language.number(counts.get("under_consideration")),
        },
    )
