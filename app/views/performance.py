"""Performance: where technology contributes to the performance of Customs. Section V of the report."""

from app.charts.bars import labelled_bars
from app.content import Page, part
from app.context import PageContext
from app.views.plotted import first, shares


def page(context: PageContext) -> Page:
    """What the page says."""
    rows = context.ordered(context.mart("performance_contribution"), "share_rank", "dimension_code")
    names, best = first(rows, "share_rank", "dimension", context, "submission_count")
    percent = context.language.share(None if best is None else best["share"])
    shown = part(
        context,
        "performance.dimensions",
        "performance_contribution",
        rows,
        ["dimension_name", "submission_count", "respondent_count", "share", "share_rank"],
        chart=lambda: labelled_bars(shares(rows, "dimension", context), context.language, whole=1),
        values={"dimensions": names, "percent": percent, "base": context.base(rows)},
    )
    if best is None:
        return Page(context.text("performance.nothing"), [shown])
    return Page(context.text("performance.headline", dimensions=names, percent=percent), [shown])
