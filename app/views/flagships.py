"""Flagship technologies: what Members cite, and what the rule of the Project makes of it. Section VII of the report."""

import altair as alt
import pandas as pd

from app.certainty import apart, with_ranges
from app.charts.bars import labelled_bars
from app.charts.theme import BLUE, GREY, ORANGE
from app.context import PageContext, Row
from app.drawn import counted, named_counts
from app.language import NO_VALUE, is_missing
from app.parts import headline, part
from app.tables import rows_of

# As many groups as the rule keeps: the first ones are named in the headline.
_KEPT = 3
_COLOURS = {"selected": BLUE, "overlapping": ORANGE, "not_selected": GREY}


def page(context: PageContext) -> None:
    """Draw the page."""
    rows = rows_of("flagships.steps", context)
    selected = _names(context.ordered(rows[_is_true(rows["is_selected"])], "group_rank"), context)
    cited = rows[(rows["citation_rank"] <= _KEPT) & (rows["citation_count"] > 0)]
    cited_names = _names(context.ordered(cited, "citation_rank"), context)
    cited_names += apart(rows, "citation_rank", "technology", context, places=_KEPT)
    lead = context.text("flagships.lead")
    if cited.empty:
        headline(context.text("flagships.nothing"))
    elif selected == NO_VALUE:
        headline(context.text("flagships.headline_without_rule", cited=cited_names), lead)
    else:
        headline(
            context.text("flagships.headline", selected=selected, cited=cited_names),
            f"{lead} {context.text('flagships.rule')}",
        )
    _steps(selected, context)
    _citations(context)
    _case_studies(context)


def _names(rows: pd.DataFrame, context: PageContext) -> str:
    names = [context.name(row, "technology") for row in rows.to_dict("records")]
    return context.language.listing(names) if names else NO_VALUE


def _is_true(column: pd.Series) -> pd.Series:
    return column.astype("boolean").fillna(False)


def _steps(selected: str, context: PageContext) -> None:
    key = "flagships.steps"
    rows = context.ordered(rows_of(key, context), "group_rank", "potential_rank", "technology_code")
    part(
        context,
        key,
        with_ranges(rows, ("potential_rank",), context),
        [
            "technology_name",
            "potential_count",
            "potential_rank",
            "potential_rank_range",
            "overlaps_other_work",
            "flagship_group_name",
            "group_rank",
            "is_selected",
            "citation_rank",
        ],
        chart=lambda: _potentials(rows, context),
        values={"selected": selected},
    )


def _potentials(rows: pd.DataFrame, context: PageContext) -> alt.LayerChart:
    """A bar for the potential of each technology, in the colour of what the rule makes of it."""
    by_potential = context.ordered(rows, "potential_rank", "technology_code")
    outcomes = [_outcome(row) for row in by_potential.to_dict("records")]
    drawn = counted(by_potential, "technology", "potential_count", context)
    drawn["label"] = [
        context.text(f"flagships.steps.{outcome}", count=count)
        for outcome, count in zip(outcomes, drawn["label"], strict=True)
    ]
    drawn["colour"] = [_COLOURS[outcome] for outcome in outcomes]
    return labelled_bars(drawn, context.language)


def _outcome(row: Row) -> str:
    if not is_missing(row["is_selected"]) and row["is_selected"]:
        return "selected"
    overlaps = row["overlaps_other_work"]
    return "overlapping" if not is_missing(overlaps) and overlaps else "not_selected"


def _citations(context: PageContext) -> None:
    key, base = "flagships.citations", "citation_respondent_count"
    rows = context.ordered(rows_of(key, context), "citation_rank", "technology_code")
    drawn = counted(rows, "technology", "citation_count", context, base)
    part(
        context,
        key,
        with_ranges(rows, ("citation_rank",), context),
        ["technology_name", "citation_count", base, "citation_rank", "citation_rank_range"],
        chart=lambda: labelled_bars(drawn, context.language, whole=float(rows[base].max())),
        values={
            "base": context.base(rows, base),
            "cited": named_counts(rows, "technology", "citation_count", context),
        },
    )


def _case_studies(context: PageContext) -> None:
    key, base = "flagships.case_studies", "respondent_count"
    rows = rows_of(key, context)
    rows = context.ordered(rows.assign(fewest=-rows["submission_count"]), "fewest", "technology_code")
    drawn = counted(rows, "technology", "submission_count", context, base)
    part(
        context,
        key,
        rows,
        ["technology_name", "submission_count", base],
        chart=lambda: labelled_bars(drawn, context.language, whole=float(rows[base].max())),
        values={
            "base": context.base(rows),
            "offered": named_counts(rows, "technology", "submission_count", context),
        },
    )
