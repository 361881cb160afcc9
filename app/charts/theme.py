"""The look of all charts: few colours, direct labels, no ink that carries nothing."""

import math
from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from app.language import Language

# A Vega-Lite specification: what Altair makes, as a dictionary.
Spec = dict[str, Any]

# The colour of the text around the chart: dark on a light page, light on a dark one, without knowing which.
INK = "currentColor"
# From Okabe and Ito's palette for all kinds of colour vision; each stands out from white and from near-black.
BLUE = "#0072B2"
SKY = "#56B4E9"
VERMILION = "#D55E00"
GREEN = "#009E73"
ORANGE = "#E69F00"
PURPLE = "#CC79A7"
GREY = "#8C8C8C"
# From much to little; text that stands on them is readable in the colour beside them.
STEPS = (BLUE, SKY, "#B9D9EE", "rgba(140, 140, 140, 0.3)")
ON_STEPS = ("#FFFFFF", "#000000", "#000000", INK)
# From one end over a middle to the other (after ColorBrewer's BrBG, which all kinds of colour vision tell apart).
DIVERGING = ("#8C510A", "#D8B365", "#B3B3B3", "#5AB4AC", "#01665E")
ON_DIVERGING = ("#FFFFFF", "#000000", "#000000", "#000000", "#FFFFFF")
# Each of several things of one rank has a colour and a shape.
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
COLOURS = (BLUE, VERMILION, GREEN, PURPLE, ORANGE, GREY)

# From little to much; both ends stand out from white and from near-black.
SEQUENTIAL = ("#B9D9EE", "#00568A")

FAINT = 0.12
MUTED = 0.7
TEXT_SIZE = 13

# How wide charts are drawn, in pixels: for a wide window, for a tablet, for a phone.
WIDTHS = (704, 520, 360)
# The name of the width in expressions of a chart; whoever draws it elsewhere than on a page leaves it at the first.
DRAWN_WIDTH = "drawn_width"
IS_NARROW = f"{DRAWN_WIDTH} < {WIDTHS[1]}"

# What marks with `aria=True` say, see `telling`.
TOLD = alt.Description("told:N")


def layered(layers: Sequence[alt.Chart | alt.LayerChart], height: int, language: Language) -> Spec:
    """The layers as one chart in the look of the app, its numbers as the language writes them.

    height: in pixels, without axes. How wide a chart is, is up to whoever draws it (app/charts/svg.py).
    """
    return finished(alt.LayerChart(layer=list(layers), height=height), language)


def finished(picture: alt.Chart | alt.LayerChart, language: Language) -> Spec:
    """A chart in the look of the app, checked by Altair."""
    decimal, thousands, percent = language.separators()
    configured = picture.configure(
        background="transparent",
        # Fonts as wide as the one that the converter measures texts with.
        font="Liberation Sans, Arial, Helvetica, sans-serif",
        locale=alt.Locale(
            number=alt.NumberLocale(
                decimal=decimal, thousands=thousands, percent=percent, grouping=[3], currency=["", ""]
            )
        ),
        view=alt.ViewConfig(stroke=None),
        # Marks say nothing by themselves but what `telling` gives them.
        mark=alt.MarkConfig(aria=False),
        title=alt.TitleConfig(color=INK, fontWeight=600, anchor="start", frame="group"),
        axis=alt.AxisConfig(
            labelColor=INK,
            labelOpacity=MUTED,
            labelFontSize=TEXT_SIZE - 1,
            titleColor=INK,
            titleOpacity=MUTED,
            titleFontSize=TEXT_SIZE - 1,
            titleFontWeight="normal",
            gridColor=INK,
            gridOpacity=FAINT,
            domainColor=INK,
            domainOpacity=MUTED,
            tickColor=INK,
            tickOpacity=MUTED,
        ),
        legend=alt.LegendConfig(
            labelColor=INK, labelFontSize=TEXT_SIZE, labelLimit=400, symbolType="square", orient="top", title=None
        ),
        text=alt.MarkConfig(color=INK, fontSize=TEXT_SIZE),
    )
    spec: Spec = configured.add_params(alt.param(DRAWN_WIDTH, value=WIDTHS[0])).to_dict()
    return spec


def telling(rows: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """The rows with what their marks say to whoever points at them (`TOLD`): these columns, one after the other."""
    return rows.assign(told=[" · ".join(map(str, row)) for row in rows[list(columns)].itertuples(index=False)])


def legend_columns(names: Sequence[str]) -> int:
    """In how many columns a legend fits a phone, too: short names in three, long ones in two."""
    return 2 if max(map(len, names), default=0) > 16 else 3


def legend_height(names: Sequence[str]) -> int:
    """How much of the height of a chart its legend takes, in pixels."""
    return 10 + 20 * math.ceil(len(names) / legend_columns(names))
