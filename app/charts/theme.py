"""The look of all charts: few colours, direct labels, no ink that carries nothing."""

import math
from collections.abc import Sequence

import altair as alt
import pandas as pd

from app.language import Language

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
FAINT_GREY = "rgba(140, 140, 140, 0.3)"
# From much to little; text that stands on them is readable in the colour beside them.
STEPS = (BLUE, SKY, "#B9D9EE", FAINT_GREY)
ON_STEPS = ("#FFFFFF", "#000000", "#000000", INK)
# From one end over a middle to the other (after ColorBrewer's BrBG, which all kinds of colour vision tell apart).
DIVERGING = ("#8C510A", "#D8B365", "#B3B3B3", "#5AB4AC", "#01665E")
ON_DIVERGING = ("#FFFFFF", "#000000", "#000000", "#000000", "#FFFFFF")
# Each of several things of one rank has a colour and a shape.
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "triangle-right")
COLOURS = (BLUE, VERMILION, GREEN, PURPLE, ORANGE, GREY, SKY)
# From little to much; both ends stand out from white and from near-black.
SEQUENTIAL = ("#B9D9EE", "#00568A")

FAINT = 0.12
MUTED = 0.7
TEXT_SIZE = 13

# What marks with `aria=True` say and show in a tooltip, see `telling`.
TOLD = alt.Description("told:N")
TOOLTIP = alt.Tooltip("told:N")


def finished(picture: alt.LayerChart, language: Language) -> alt.LayerChart:
    """A chart in the look of the app, its numbers as the language writes them. Its width is up to who shows it."""
    decimal, thousands, percent = language.separators()
    configured: alt.LayerChart = picture.configure(
        background="transparent",
        font="Source Sans, Liberation Sans, Arial, sans-serif",
        locale=alt.Locale(
            number=alt.NumberLocale(
                decimal=decimal, thousands=thousands, percent=percent, grouping=[3], currency=["", ""]
            )
        ),
        view=alt.ViewConfig(stroke=None),
        # Marks say nothing by themselves but what `telling` gives them.
        mark=alt.MarkConfig(aria=False),
        axis=alt.AxisConfig(
            labelColor=INK,
            labelOpacity=MUTED,
            labelFontSize=TEXT_SIZE - 1,
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
    # As SVG a chart takes its ink from the page, is sharp in print, and its texts can be read.
    configured.usermeta = {"embedOptions": {"renderer": "svg"}}
    return configured


def telling(rows: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """The rows with what their marks say to whoever points at them (`TOLD`): these columns, one after the other."""
    return rows.assign(told=[" · ".join(map(str, row)) for row in rows[list(columns)].itertuples(index=False)])


def legend_columns(names: Sequence[str]) -> int:
    """In how many columns a legend fits a phone, too: short names in three, long ones in two, very long ones in one."""
    longest = max(map(len, names), default=0)
    return 1 if longest > 26 else 2 if longest > 14 else 3


def legend_height(names: Sequence[str]) -> int:
    """How much of the height of a chart its legend takes, in pixels."""
    return 10 + 20 * math.ceil(len(names) / legend_columns(names))
