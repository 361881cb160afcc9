"""Impact and difficulty: what is expected of each technology, and how hard it is to adopt. Section IV of the report."""

import altair as alt
import pandas as pd

from app.certainty import apart, with_ranges, written_range
from app.charts.dots import dots_by_group
from app.context import PageContext
from app.drawn import all_members_and, first, label, nothing
from app.parts import headline, part, side_by_side
from app.tables import rows_of

_MEASURES = ("impact", "difficulty")
_TABLE = [f"{measure}_{what}" for measure in _MEASURES for what in ("mean", "respondent_count", "rank")]

_RANGES = [f"{measure}_{what}" for measure in _MEASURES for what in ("mean", "rank")]


def page(context: PageContext) -> None:
    """Draw the page. What a reader chose a technology for comes first."""
    rows = rows_of("impact.technologies", context)
    strongest, impact = first(rows, "impact_rank", "technology", context)
    hardest, difficulty = first(rows, "difficulty_rank", "technology", context)
    if impact is None or difficulty is None:
        headline(context.sentence(nothing(rows, "impact.nothing")))
    else:
        headline(
            context.sentence(
                "impact.headline",
                strongest=strongest,
                also_strongest=apart(rows, "impact_rank", "technology", context),
                impact=context.language.decimal(impact["impact_mean"]),
                hardest=hardest,
                also_hardest=apart(rows, "difficulty_rank", "technology", context),
                difficulty=context.language.decimal(difficulty["difficulty_mean"]),
            )
        )
    if context.technology_code:
        _by_region(context)
    for scope in side_by_side(context):
        _technologies(scope)
    if not context.technology_code:
        _by_region(context)


def _technologies(context: PageContext) -> None:
    key = "impact.technologies"
    rows = context.ordered(rows_of(key, context), "impact_rank", "technology_code")
    strongest, _ = first(rows, "impact_rank", "technology", context)
    hardest, _ = first(rows, "difficulty_rank", "technology", context)
    part(
        context,
        key,
        with_ranges(rows, _RANGES, context),
        ["technology_name", *_TABLE, *(f"{name}_range" for name in _RANGES)],
        has_ranges=True,
        chart=lambda: _dots(rows, "technology_name", context),
        values={"strongest": strongest, "hardest": hardest, **_bases(rows, context)},
    )


def _by_region(context: PageContext) -> None:
    key = "impact.by_region"
    rows = context.ordered(rows_of(key, context), "region_code")
    code = rows["technology_code"].iloc[0] if len(rows) else ""
    national = context.mart("impact_difficulty")
    national = national[national["technology_code"] == code]
    part(
        context,
        key,
        rows,
        ["region_name", *_TABLE],
        has_ranges=True,
        chart=lambda: _dots(all_members_and(rows, national), "region_name", context),
        values={"technology": context.code_text("technologies", code), **_bases(rows, context)},
    )


def _bases(rows: pd.DataFrame, context: PageContext) -> dict[str, str]:
    return {f"{measure}_base": context.base(rows, f"{measure}_respondent_count") for measure in _MEASURES}


def _dots(rows: pd.DataFrame, name: str, context: PageContext) -> alt.LayerChart:
    """A line per technology or region with its impact and its difficulty."""
    language = context.language
    drawn = pd.DataFrame(
        [
            {
                "name": row[language.column(name)],
                "group": context.text(f"impact.{measure}"),
                "value": row[f"{measure}_mean"],
                "low": row[f"{measure}_mean_low"],
                "high": row[f"{measure}_mean_high"],
                "range": written_range(
                    f"{measure}_mean", row[f"{measure}_mean_low"], row[f"{measure}_mean_high"], context
                ),
                "label": label(row, language.decimal(row[f"{measure}_mean"]), context),
            }
            for row in rows.to_dict("records")
            for measure in _MEASURES
        ]
    )
    return dots_by_group(drawn, language, domain=(1, 5), written=".1f")
