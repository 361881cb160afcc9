"""Strategy and maturity: who has an IT strategy, and how mature administrations are. Section II of the report."""

import altair as alt
import pandas as pd

from app.certainty import apart, with_ranges
from app.charts.bars import labelled_bars
from app.charts.stacked import stacked_bars
from app.charts.theme import DIVERGING, ON_DIVERGING
from app.context import PageContext
from app.drawn import all_members_and, answers, first, label, nothing, share_label, shares, whole
from app.language import is_missing
from app.parts import headline, part, side_by_side
from app.tables import rows_of

# The third of five levels is the middle of the scale.
_MIDDLE = 3
_TABLE = ["maturity_level_name", "submission_count", "respondent_count", "share", "share_rank"]


def page(context: PageContext) -> None:
    """Draw the page."""
    headline(_headline(context))
    for scope in side_by_side(context):
        _it_strategy(scope)
        distribution(scope, "strategy.distribution")
    _by_region(context)


def _headline(context: PageContext) -> str:
    language = context.language
    levels = rows_of("strategy.distribution", context)
    names, level = first(levels, "share_rank", "maturity_level", context, "submission_count")
    key = nothing(levels, "strategy.nothing") if level is None else "strategy.most_frequent"
    strategy = context.row("it_strategy")
    if is_missing(strategy["yes_share"]):
        return context.sentence(key, levels=names)
    return context.text(
        "strategy.headline",
        have_one=context.text(
            "strategy.have_one",
            percent=language.share(strategy["yes_share"]),
            base=language.number(strategy["respondent_count"]),
        ),
        most_frequent=context.text(key, **context.scope, levels=names)
        + apart(levels, "share_rank", "maturity_level", context),
    )


def distribution(context: PageContext, key: str) -> None:
    """The levels of maturity, from the first to the last, of all Members or of a region."""
    rows = context.ordered(rows_of(key, context), "maturity_level")
    levels, level = first(rows, "share_rank", "maturity_level", context, "submission_count")
    part(
        context,
        key,
        with_ranges(rows, ("share", "share_rank"), context),
        [*_TABLE, "share_range", "share_rank_range"],
        has_counts=True,
        has_ranges=True,
        chart=lambda: labelled_bars(shares(rows, "maturity_level", context), context.language, whole=whole(context)),
        values={
            "levels": levels,
            "percent": context.language.share(None if level is None else level["share"]),
            "base": context.base(rows),
        },
    )


def _it_strategy(context: PageContext) -> None:
    rows = rows_of("strategy.it_strategy", context)
    written = [
        label(row, share_label(row["yes_share"], row["yes_count"], row["respondent_count"], context), context)
        for row in rows.to_dict("records")
    ]
    bar = pd.DataFrame({"name": context.text("strategy.it_strategy.bar"), "value": rows["yes_share"], "label": written})
    bar[["low", "high"]] = rows[["yes_share_low", "yes_share_high"]]
    bar["range"] = with_ranges(rows, ("yes_share",), context)["yes_share_range"]
    part(
        context,
        "strategy.it_strategy",
        rows,
        ["yes_count", "respondent_count", "yes_share"],
        has_ranges=True,
        chart=lambda: labelled_bars(bar, context.language, whole=1),
        values={"written": written[0] if written else "", "base": context.base(rows)},
    )


def _by_region(context: PageContext) -> None:
    rows = context.ordered(rows_of("strategy.by_region", context), "region_code", "maturity_level")
    national = context.ordered(context.mart("maturity_distribution"), "maturity_level")
    part(
        context,
        "strategy.by_region",
        rows,
        ["region_name", *_TABLE],
        chart=lambda: _diverging(all_members_and(rows, national), context),
        values={"middle": context.code_text("maturity_level", _MIDDLE), "base": context.base(rows)},
    )


def _diverging(rows: pd.DataFrame, context: PageContext) -> alt.LayerChart:
    """A bar per region of its levels, the middle one on one line in all of them."""
    language, records = context.language, rows.to_dict("records")
    drawn = pd.DataFrame(
        {
            "name": rows[language.column("region_name")],
            "part": rows[language.column("maturity_level_name")],
            "value": rows["share"],
            "label": [label(row, language.share(row["share"]), context) for row in records],
            "total": [answers(row, context) for row in records],
        }
    )
    middle = context.code_name("maturity_level", _MIDDLE)
    return stacked_bars(drawn, language, colours=DIVERGING, inks=ON_DIVERGING, around=middle)
