"""Ranges: between which values each of many things lies, a narrow range within a wide one."""

import altair as alt
import pandas as pd

from app.charts.theme import BLUE, INK, MUTED, SKY, TOLD, TOOLTIP, finished, telling
from app.language import Language

_ROW = 48


def nested_ranges(
    rows: pd.DataFrame, language: Language, *, domain: tuple[float, float], written: str
) -> alt.LayerChart:
    """One line per row, in the order of the rows: a wide band, a narrow one on it, and a point for the value.

    rows: name, value, label (all as written), low and high (ends of the narrow band), lowest and highest (of the wide
    one). domain: from which to which value. written: how the axis writes them (d3-format).
    """
    numbers = ["value", "low", "high", "lowest", "highest"]
    drawn = telling(rows.astype(dict.fromkeys(numbers, float)), "name", "label").dropna(subset=["value"])
    scale = alt.Scale(domain=list(domain), nice=False, zero=False)
    lines = alt.Chart(drawn).encode(
        y=alt.Y("name:N", sort=rows["name"].tolist(), axis=None), description=TOLD, tooltip=TOOLTIP
    )

    def band(low: str, high: str, size: int, colour: str) -> alt.Chart:
        axis = alt.Axis(title=None, format=written, tickCount=5)
        bands = lines.encode(x=alt.X(f"{low}:Q", scale=scale, axis=axis), x2=f"{high}:Q")
        marked: alt.Chart = bands.mark_bar(aria=low == "lowest", size=size, yOffset=9, color=colour)
        return marked

    layers = [
        band("lowest", "highest", 6, SKY),
        band("low", "high", 12, BLUE),
        lines.mark_point(filled=True, size=60, yOffset=9, color="white", stroke=INK, strokeWidth=1).encode(
            x=alt.X("value:Q", scale=scale)
        ),
        lines.mark_text(align="left", yOffset=-10, limit=alt.ExprRef("width - 150")).encode(
            x=alt.value(0), text="name:N"
        ),
        lines.mark_text(align="right", yOffset=-10, opacity=MUTED).encode(x=alt.value("width"), text="label:N"),
    ]
    return finished(alt.LayerChart(layer=layers, height=_ROW * len(rows)), language)
