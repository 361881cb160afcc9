"""Charts in HTML: images that the server drew, in the width that suits the window."""

from collections.abc import Mapping
from html import escape

from app.content import Part
from app.context import PageContext

# As wide as the middle of a page in a wide window.
_WIDTH = 704
# Narrower windows take the first of these that suits: at most so wide a window, so wide a chart. Text keeps its size.
_NARROWER: Mapping[int, int] = {480: 360, 1040: 520}
WIDTHS = (_WIDTH, *_NARROWER.values())


def html_chart(page: str, part: Part, context: PageContext) -> str:
    """The chart of a part and the sentence for whoever cannot see it; nothing where it has none. page: its address."""
    if not part.picture:
        return ""
    # A narrower chart is as high; only maps are not.
    height = part.picture.drawn(_WIDTH).height
    narrower = "".join(
        f"<source media='(max-width: {window}px)' srcset='{_address(page, part, width, context)}' "
        f"width='{width}' height='{height}'>"
        for window, width in _NARROWER.items()
    )
    alternative = escape(part.picture.alternative, quote=True)
    return (
        f"<picture>{narrower}<img class='chart' src='{_address(page, part, _WIDTH, context)}' alt='{alternative}' "
        f"width='{_WIDTH}' height='{height}'></picture>"
    )


def _address(page: str, part: Part, width: int, context: PageContext) -> str:
    return escape(f"charts/{page}/{part.name}.svg{context.exact_query(width=width)}", quote=True)
