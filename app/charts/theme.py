"""The look of all charts: few colours, direct labels, no ink that carries nothing."""

from collections.abc import Sequence

import altair as alt

from app.language import Language

# The colour of the text around the chart: dark on a light page, light on a dark one, without knowing which.
INK = "currentColor"
# From Okabe and Ito's palette for all kinds of colour vision; each stands out from white and from near-black.
BLUE = "#0072B2"
VERMILION = "#D55E00"
GREEN = "#009E73"
# From little to much; both ends stand out from white and from near-black.
SEQUENTIAL = ("#B9D9EE", "#00568A")

FAINT = 0.12
MUTED = 0.7
TEXT_SIZE = 13


def layered(layers: Sequence[alt.Chart | alt.LayerChart], height: int, language: Language) -> alt.LayerChart:
    """The layers as one chart in the look of the app, as wide as its place, its numbers as the language writes them."""
    decimal, thousands = language.separators()
    picture = alt.LayerChart(layer=list(layers), height=height, width="container")
    configured: alt.LayerChart = picture.configure(
        background="transparent",
        font='"Source Sans", "Source Sans Pro", "Noto Sans", sans-serif',
        locale=alt.Locale(
            number=alt.NumberLocale(decimal=decimal, thousands=thousands, grouping=[3], currency=["", ""])
        ),
        view=alt.ViewConfig(stroke=None),
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
    return configured
