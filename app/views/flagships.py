"""Flagship technologies: what Members cite, and what the rule of the Project makes of it. Section VII of the report."""

from typing import Any

import pandas as pd

from app.charts.bars import labelled_bars
from app.charts.steps import rule_steps
from app.charts.theme import Spec
from app.content import Page, Part, part
from app.context import PageContext, Row
from app.language import NO_VALUE, is_missing

# A step speaks for a technology that is among so many first ones: the rule keeps three groups.
_KEPT = 3


def page(context: PageContext) -> Page:
    """What the page says."""
    rows = context.mart("flagship_selection")
    is_selected = rows["is_selected"].astype("boolean").fillna(False)
    cited = rows[(rows["citation_rank"] <= _KEPT) & (rows["citation_count"] > 0)]
    language = context.language
    listed = {
        name: language.listing(
            [context.name(row, "technology") for row in context.ordered(some, by).to_dict("records")]
        )
        for name, some, by in (("selected", rows[is_selected], "group_rank"), ("cited", cited, "citation_rank"))
    }
    parts = [_steps(context), _citations(context), _case_studies(context)]
    if not listed["cited"]:
        return Page(context.text("flagships.nothing"), parts)
    lead = context.text("flagships.lead")
    if not listed["selected"]:
        return Page(context.text("flagships.headline_without_rule", cited=listed["cited"]), parts, lead=lead)
    return Page(context.text("flagships.headline", **listed), parts, lead=f"{lead} {context.text('flagships.rule')}")


def _steps(context: PageContext) -> Part:
    rows = context.ordered(context.mart("flagship_selection"), "group_rank", "potential_rank", "technology_code")
    selected = rows[rows["is_selected"].astype("boolean").fillna(False)]
    return part(
        context,
        "flagships.steps",
        "flagship_selection",
        rows,
        [
            "technology_name",
            "potential_count",
            "potential_rank",
            "flagship_group_name",
            "overlaps_other_work",
            "group_rank",
            "citation_rank",
            "is_selected",
        ],
        chart=lambda: _rule(rows, context),
        values={
            "selected": context.language.listing(
                [context.name(row, "technology") for row in selected.to_dict("records")]
            )
            or NO_VALUE
        },
    )


def _rule(rows: pd.DataFrame, context: PageContext) -> Spec:
    text, number = context.text, context.language.number
    drawn: list[dict[str, Any]] = []
    for row in rows.to_dict("records"):
        for step, written, is_passed in (
            (text("flagships.steps.potential"), number(row["potential_rank"]), _is_among(row["potential_rank"])),
            (text("flagships.steps.overlap"), *_overlap(row, context)),
            (text("flagships.steps.group"), number(row["group_rank"]), _is_among(row["group_rank"])),
            (text("flagships.steps.selected"), *_selected(row)),
        ):
            name = row[context.language.column("technology_name")]
            drawn.append({"name": name, "step": step, "label": written, "is_passed": is_passed})
    return rule_steps(pd.DataFrame(drawn), context.language)


def _overlap(row: Row, context: PageContext) -> tuple[str, bool]:
    if is_missing(row["overlaps_other_work"]):
        return context.language.number(None), False
    overlaps = bool(row["overlaps_other_work"])
    return context.code_name("yes_no", "yes" if overlaps else "no"), not overlaps


def _selected(row: Row) -> tuple[str, bool]:
    is_selected = not is_missing(row["is_selected"]) and bool(row["is_selected"])
    return ("✓" if is_selected else "–"), is_selected


def _is_among(rank: Any) -> bool:
    return not is_missing(rank) and rank <= _KEPT


def _citations(context: PageContext) -> Part:
    rows = context.ordered(context.mart("flagship_selection"), "citation_rank", "technology_code")
    return part(
        context,
        "flagships.citations",
        "flagship_selection",
        rows,
        ["technology_name", "citation_count", "citation_respondent_count", "citation_rank"],
        chart=lambda: _counts(rows, "citation_count", "citation_respondent_count", context),
        values={
            "base": context.base(rows, "citation_respondent_count"),
            "cited": _named(rows, "citation_count", context),
        },
    )


def _case_studies(context: PageContext) -> Part:
    rows = context.mart("case_study_offers")
    rows = context.ordered(rows.assign(fewest=-rows["submission_count"]), "fewest", "technology_code")[[*rows.columns]]
    return part(
        context,
        "flagships.case_studies",
        "case_study_offers",
        rows,
        ["technology_name", "submission_count", "respondent_count"],
        chart=lambda: _counts(rows, "submission_count", "respondent_count", context),
        values={"base": context.base(rows), "offered": _named(rows, "submission_count", context)},
    )


def _counts(rows: pd.DataFrame, count: str, base: str, context: PageContext) -> Spec:
    number = context.language.number
    drawn = pd.DataFrame(
        {
            "name": rows[context.language.column("technology_name")],
            "value": rows[count],
            "label": [
                context.text("part.count_of_base", count=number(row[count]), base=number(row[base]))
                for row in rows.to_dict("records")
            ],
        }
    )
    return labelled_bars(drawn, context.language, whole=max(float(rows[base].max()), 1))


def _named(rows: pd.DataFrame, count: str, context: PageContext) -> str:
    """The first three with their counts."""
    return context.language.listing(
        [
            context.text(
                "part.named_count",
                name=row[context.language.column("technology_name")],
                count=context.language.number(row[count]),
            )
            for row in rows.head(3).to_dict("records")
        ]
    )
