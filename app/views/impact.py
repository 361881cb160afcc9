"""Impact and difficulty: what is expected of each technology, and how hard it is to adopt. Section IV of the report."""

import pandas as pd

from app.charts.dots import dots_by_group
from app.charts.scatter import labelled_scatter
from app.charts.theme import Spec
from app.content import Page, Part, part
from app.context import PageContext, Row
from app.views.adoption import first_by_potential
from app.views.plotted import all_members_and, first, label, nothing

_MEASURES = ("impact", "difficulty")
_TABLE = [f"{measure}_{what}" for measure in _MEASURES for what in ("mean", "respondent_count", "rank")]


def page(context: PageContext) -> Page:
    """What the page says."""
    mart, rows = context.shown("impact_difficulty", "impact_difficulty_by_region")
    return Page(_headline(rows, context), [_quadrants(mart, rows, context), _by_region(context)])


def _headline(rows: pd.DataFrame, context: PageContext) -> str:
    strongest, impact = first(rows, "impact_rank", "technology", context)
    hardest, difficulty = first(rows, "difficulty_rank", "technology", context)
    if impact is None or difficulty is None:
        return context.sentence(nothing(rows, "impact.nothing"))
    return context.sentence(
        "impact.headline",
        strongest=strongest,
        impact=context.language.decimal(impact["impact_mean"]),
        hardest=hardest,
        difficulty=context.language.decimal(difficulty["difficulty_mean"]),
    )


def _quadrants(mart: str, rows: pd.DataFrame, context: PageContext) -> Part:
    rows = context.ordered(rows, "impact_rank", "technology_code")
    language = context.language
    drawn = pd.DataFrame(
        {
            "name": rows[language.column("technology_name")],
            "x": rows["difficulty_mean"],
            "y": rows["impact_mean"],
            "label": [_both(row, context) for row in rows.to_dict("records")],
        }
    )
    strongest, _ = first(rows, "impact_rank", "technology", context)
    hardest, _ = first(rows, "difficulty_rank", "technology", context)
    return part(
        context,
        "impact.quadrants",
        mart,
        rows,
        ["technology_name", *_TABLE],
        chart=lambda: _scatter(drawn, context),
        values={
            **context.scope,
            "strongest": strongest,
            "hardest": hardest,
            "impact_base": context.base(rows, "impact_respondent_count"),
            "difficulty_base": context.base(rows, "difficulty_respondent_count"),
        },
    )


def _scatter(drawn: pd.DataFrame, context: PageContext) -> Spec:
    return labelled_scatter(
        drawn,
        context.language,
        x_title=context.text("impact.quadrants.x"),
        y_title=context.text("impact.quadrants.y"),
        quadrants=[
            context.text("impact.quadrants.top_left"),
            context.text("impact.quadrants.top_right"),
            context.text("impact.quadrants.bottom_left"),
            context.text("impact.quadrants.bottom_right"),
        ],
    )


def _by_region(context: PageContext) -> Part:
    code = context.technology_code or first_by_potential(context)
    regional, national = context.mart("impact_difficulty_by_region"), context.mart("impact_difficulty")
    rows = context.ordered(regional[regional["technology_code"] == code], "region_code")
    together = all_members_and(rows, national[national["technology_code"] == code])
    language = context.language
    names = {"impact": context.text("impact.impact"), "difficulty": context.text("impact.difficulty")}
    drawn = pd.DataFrame(
        [
            {
                "name": row[language.column("region_name")],
                "group": names[measure],
                "value": row[f"{measure}_mean"],
                "label": label(row, language.decimal(row[f"{measure}_mean"]), context),
            }
            for row in together.to_dict("records")
            for measure in _MEASURES
        ]
    )
    return part(
        context,
        "impact.by_region",
        "impact_difficulty_by_region",
        rows,
        ["region_name", *_TABLE],
        chart=lambda: dots_by_group(drawn, language, domain=(1, 5), written=".1f"),
        values={
            "technology": context.code_text("technologies", code),
            "impact_base": context.base(rows, "impact_respondent_count"),
            "difficulty_base": context.base(rows, "difficulty_respondent_count"),
        },
    )


def _both(row: Row, context: PageContext) -> str:
    decimal = context.language.decimal
    return context.text("impact.both", impact=decimal(row["impact_mean"]), difficulty=decimal(row["difficulty_mean"]))
