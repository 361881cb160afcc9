"""Performance: where technology contributes to the performance of Customs. Section V of the report."""

from app.certainty import apart, with_ranges
from app.charts.bars import labelled_bars
from app.context import PageContext
from app.drawn import first, nothing, shares, whole
from app.parts import headline, part, side_by_side
from app.tables import rows_of

_DIMENSIONS = "performance.dimensions"


def page(context: PageContext) -> None:
    """Draw the page."""
    rows = rows_of(_DIMENSIONS, context)
    names, best = first(rows, "share_rank", "dimension", context, "submission_count")
    if best is None:
        headline(context.sentence(nothing(rows, "performance.nothing")))
    else:
        percent = context.language.share(best["share"])
        others = apart(rows, "share_rank", "dimension", context)
        headline(context.sentence("performance.headline", dimensions=names, percent=percent) + others)
    for scope in side_by_side(context):
        _dimensions(scope)


def _dimensions(context: PageContext) -> None:
    rows = context.ordered(rows_of(_DIMENSIONS, context), "share_rank", "dimension_code")
    names, best = first(rows, "share_rank", "dimension", context, "submission_count")
    part(
        context,
        _DIMENSIONS,
        with_ranges(rows, ("share", "share_rank"), context),
        [
            "dimension_name",
            "submission_count",
            "respondent_count",
            "share",
            "share_rank",
            "share_range",
            "share_rank_range",
        ],
        has_counts=True,
        has_ranges=True,
        chart=lambda: labelled_bars(shares(rows, "dimension", context), context.language, whole=whole(context)),
        values={
            "dimensions": names,
            "percent": context.language.share(None if best is None else best["share"]),
            "base": context.base(rows),
        },
    )
