"""Charts in HTML: images that the server drew, in the width that suits the window."""

from collections.abc import Mapping
from html import escape

from app.charts.theme import WIDTHS
from app.content import Part
from app.context import PageContext

_WIDE, _MIDDLE, _NARROW = WIDTHS
# Smaller windows take the first of these that suits: at most so wide a window, so wide a chart. Text keeps its size,
# about.
_SMALLER: Mapping[int, int] = {480: _NARROW, 1040: _MIDDLE}


def html_chart(page: str, part: Part, context: PageContext) -> str:
    """The chart of a part and the sentence for whoever cannot see it; nothing where it has none. page: its address."""
    if not part.picture:
        return ""
    # The place that each will need, so that nothing moves when it is there.
    sizes = {width: f"width='{width}' height='{part.picture.drawn(width).height}'" for width in WIDTHS}
    smaller = "".join(
        f"<source media='(max-width: {window}px)' srcset='{_address(page, part, width, context)}' {sizes[width]}>"
        for window, width in _SMALLER.items()
    )
    alternative = escape(part.picture.alternative, quote=True)
    return (
        f"<picture>{smaller}<img class='chart' src='{_address(page, part, _WIDE, context)}' alt='{alternative}' "
        f"{sizes[_WIDE]}></picture>"
    )


def _address(page: str, part: Part, width: int, context: PageContext) -> str:
    return escape(f"charts/{page}/{part.name}.svg{context.exact_query(width=width)}", quote=True)
