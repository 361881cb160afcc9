"""Strategy and maturity: who has an IT strategy, and how mature administrations are. Section II of the report."""

import pandas as pd

from app.charts.bars import labelled_bars
from app.charts.stacked import stacked_bars
from app.charts.theme import DIVERGING, ON_DIVERGING
from app.content import Figure, Page, Part, is_all_suppressed, part
from app.context import PageContext
from app.language import is_missing
from app.views.plotted import all_members_and, answers, first, label, nothing, share_label, shares

# The third of five levels is the middle of the scale.
_MIDDLE = 3


def page(context: PageContext) -> Page:
    """What the page says."""
    strategy = context.row("it_strategy")
    percent = context.language.share(strategy["yes_share"])
    base = context.language.number(strategy["respondent_count"])
    _, levels = context.shown("maturity_distribution", "maturity_by_region")
    names, level = first(levels, "share_rank", "maturity_level", context, "submission_count")
    return Page(
        _headline(levels, names, level is not None, context),
        [_it_strategy(context), distribution(context, "strategy.distribution"), _by_region(context)],
        figures=[
            Figure(
                context.text("strategy.figures.it_strategy"),
                percent,
                context.text("part.count_of_base", count=context.language.number(strategy["yes_count"]), base=base),
            ),
            Figure(
                context.text("strategy.figures.level"),
                context.language.suppressed
                if is_all_suppressed(levels)
                else context.language.share(None if level is None else level["share"]),
                context.text("strategy.figures.level_base", levels=names, **context.scope),
            ),
        ],
    )


def _headline(levels: pd.DataFrame, names: str, is_known: bool, context: PageContext) -> str:
    """names: of the levels given most often, where one is known."""
    strategy, language = context.row("it_strategy"), context.language
    key = "strategy.most_frequent" if is_known else nothing(levels, "strategy.nothing")
    if is_missing(strategy["yes_share"]):
        return context.sentence(key, levels=names)
    have_one = context.text(
        "strategy.have_one",
        percent=language.share(strategy["yes_share"]),
        base=language.number(strategy["respondent_count"]),
    )
    most_frequent = context.text(key, **context.scope, levels=names)
    return context.text("strategy.headline", have_one=have_one, most_frequent=most_frequent)


def distribution(context: PageContext, key: str, more: str = "") -> Part:
    """The levels of maturity, from the first to the last, of all Members or of a region."""
    mart, rows = context.shown("maturity_distribution", "maturity_by_region")
    rows = context.ordered(rows, "maturity_level")
    levels, level = first(rows, "share_rank", "maturity_level", context, "submission_count")
    return part(
        context,
        key,
        mart,
        rows,
        ["maturity_level_name", "submission_count", "respondent_count", "share", "share_rank"],
        chart=lambda: labelled_bars(shares(rows, "maturity_level", context), context.language, whole=1),
        more=more,
        values={
            **context.scope,
            "levels": levels,
            "percent": context.language.share(None if level is None else level["share"]),
            "base": context.base(rows),
        },
    )


def _it_strategy(context: PageContext) -> Part:
    strategy = context.row("it_strategy")
    rows = context.mart("it_strategy")
    written = share_label(strategy["yes_share"], strategy["yes_count"], strategy["respondent_count"], context)
    bar = {"name": context.text("strategy.it_strategy.bar"), "value": strategy["yes_share"], "label": written}
    return part(
        context,
        "strategy.it_strategy",
        "it_strategy",
        rows,
        ["survey_name", "yes_count", "respondent_count", "yes_share"],
        chart=lambda: labelled_bars(pd.DataFrame([bar]), context.language, whole=1),
        values={"written": written, "base": context.base(rows)},
    )


def _by_region(context: PageContext) -> Part:
    language = context.language
    rows = context.ordered(context.mart("maturity_by_region"), "region_code", "maturity_level")
    national = context.ordered(context.mart("maturity_distribution"), "maturity_level")
    together = all_members_and(rows, national)
    records = together.to_dict("records")
    middle = context.code_name("maturity_level", _MIDDLE)
    drawn = pd.DataFrame(
        {
            "name": together[language.column("region_name")],
            "part": together[language.column("maturity_level_name")],
            "value": together["share"],
            "label": [label(row, language.share(row["share"]), context) for row in records],
            "total": [answers(row, context) for row in records],
        }
    )
    return part(
        context,
        "strategy.by_region",
        "maturity_by_region",
        rows,
        ["region_name", "maturity_level_name", "submission_count", "respondent_count", "share", "share_rank"],
        chart=lambda: stacked_bars(drawn, language, colours=DIVERGING, inks=ON_DIVERGING, around=middle),
        values={"middle": context.code_text("maturity_level", _MIDDLE), "base": context.base(rows)},
    )
