"""Bars: one thing of many, ordered, each with its number."""

import altair as alt
import pandas as pd

from app.charts.theme import BLUE, FAINT, INK, TOLD, TOOLTIP, finished, telling
from app.language import Language

_ROW = 46


def labelled_bars(
    rows: pd.DataFrame, language: Language, *, whole: float | None = None, mark: float | pd.Series | None = None
) -> alt.LayerChart:
    """One bar per row, in the order of the rows, each below its name and number.

    rows: name, value and label (the value as written); where bars differ in colour, colour; where it is known between
    which values the value lies, low and high, drawn as a line, and range (both as written).
    whole: the value of a bar as long as the chart is wide, by default the largest. mark: a value to be marked on every
    bar, one for all or one for each. Names stand above the bars, so that they have room on a phone.
    """
    has_range = "range" in rows and rows["low"].notna().any()
    drawn = rows.assign(colour=rows.get("colour", BLUE), mark=mark)
    drawn = telling(drawn, "name", "label", *(["range"] if has_range else []))
    drawn["value"] = drawn["value"].astype(float)
    largest = float(drawn["value"].max()) if drawn["value"].notna().any() else 0
    scale = alt.Scale(domain=[0, whole or largest or 1], nice=False)
    bars = alt.Chart(drawn).encode(y=alt.Y("name:N", sort=drawn["name"].tolist(), axis=None))
    drawn_bars = bars.encode(description=TOLD, tooltip=TOOLTIP)
    layers = [
        drawn_bars.mark_bar(size=12, yOffset=9, color=INK, opacity=FAINT).encode(x=alt.value(0), x2=alt.value("width")),
        drawn_bars.mark_bar(aria=True, size=12, yOffset=9).encode(
            x=alt.X("value:Q", scale=scale, axis=None), color=alt.Color("colour:N", scale=None)
        ),
        bars.mark_text(align="left", yOffset=-8, limit=alt.ExprRef("width - 135")).encode(
            x=alt.value(0), text="name:N"
        ),
        bars.mark_text(align="right", yOffset=-8, fontWeight="bold").encode(x=alt.value("width"), text="label:N"),
    ]
    if has_range:
        whisker = bars.mark_rule(yOffset=9, strokeWidth=2, color=INK)
        layers.insert(2, whisker.encode(x=alt.X("low:Q", scale=scale, axis=None), x2="high:Q"))
    if mark is not None:
        tick = bars.mark_tick(size=20, yOffset=9, thickness=2, color=INK)
        layers.insert(2, tick.encode(x=alt.X("mark:Q", scale=scale, axis=None)))
    return finished(alt.LayerChart(layer=layers, height=_ROW * len(drawn)), language)
