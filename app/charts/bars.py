"""Bars: one thing of many, ordered, each with its number."""

import altair as alt
import pandas as pd

from app.charts.theme import BLUE, FAINT, INK, TOLD, Spec, layered, telling
from app.language import Language

_ROW = 54


def labelled_bars(rows: pd.DataFrame, language: Language, *, whole: float, mark: float | None = None) -> Spec:
    """One bar per row, in the order of the rows, each below its name and number.

    rows: name, value and label (the value as written), and where bars differ in colour, colour.
    whole: the value of a bar as long as the chart is wide. mark: a value to be marked on every bar.
    Names stand above the bars, so that they have room on a phone.
    """
    drawn = telling(rows.assign(colour=rows.get("colour", BLUE), mark=mark), "name", "label")
    drawn["value"] = drawn["value"].astype(float)
    scale = alt.Scale(domain=[0, whole])
    bars = alt.Chart(drawn).encode(y=alt.Y("name:N", sort=drawn["name"].tolist(), axis=None), description=TOLD)
    layers = [
        bars.mark_bar(aria=True, size=14, yOffset=10, color=INK, opacity=FAINT).encode(
            x=alt.value(0), x2=alt.value("width")
        ),
        bars.mark_bar(aria=True, size=14, yOffset=10).encode(
            x=alt.X("value:Q", scale=scale, axis=None), color=alt.Color("colour:N", scale=None)
        ),
        bars.mark_text(align="left", yOffset=-9).encode(x=alt.value(0), text="name:N"),
        bars.mark_text(align="right", yOffset=-9, fontWeight="bold").encode(x=alt.value("width"), text="label:N"),
    ]
    if mark is not None:
        tick = bars.mark_tick(size=22, yOffset=10, thickness=2, color=INK)
        layers.insert(2, tick.encode(x=alt.X("mark:Q", scale=scale, axis=None)))
    return layered(layers, _ROW * len(drawn), language)
