"""Dots on lines: the values of several groups for each of several things."""

import math

import altair as alt
import pandas as pd

from app.charts.theme import (
    COLOURS,
    FAINT,
    INK,
    MUTED,
    SHAPES,
    TOLD,
    TOOLTIP,
    finished,
    legend_columns,
    legend_height,
    telling,
)
from app.language import Language

_ROW = 52


def dots_by_group(
    rows: pd.DataFrame, language: Language, *, domain: tuple[float, float], written: str, marked: str | None = None
) -> alt.LayerChart:
    """One line per name, in the order in which names come, with a dot per group and a tick where all groups stand.

    rows: name, group, value, label (the value as written), and where it is known overall (the value of all groups), and
    low and high, between which the value lies, drawn as a line, with range (both as written).
    domain: from which to which value. written: how the axis writes them (d3-format). marked: the group to be seen
    first. Groups differ in colour and in shape. A value that is suppressed has no dot; beside the name stands how many.
    """
    drawn = rows.assign(value=rows["value"].astype(float), overall=rows.get("overall", math.nan))
    drawn["is_marked"] = (drawn["group"] == marked) if marked else True
    has_range = "range" in rows and rows["low"].notna().any()
    groups, names = list(dict.fromkeys(drawn["group"])), list(dict.fromkeys(drawn["name"]))
    scale = alt.Scale(domain=list(domain), nice=False, zero=False)
    x = alt.X("value:Q", scale=scale, axis=alt.Axis(title=None, format=written, tickCount=5))
    y = alt.Y("name:N", sort=names, axis=None)
    dots = (
        alt.Chart(telling(drawn.dropna(subset=["value"]), "name", "group", "label", *(["range"] if has_range else [])))
        .mark_point(aria=True, filled=True, yOffset=8, stroke=INK, strokeWidth=0.5, strokeOpacity=0.4)
        .encode(
            x=x,
            y=y,
            color=alt.Color(
                "group:N",
                scale=alt.Scale(domain=groups, range=list(COLOURS[: len(groups)])),
                legend=alt.Legend(columns=legend_columns(groups)),
            ),
            shape=alt.Shape(
                "group:N",
                scale=alt.Scale(domain=groups, range=list(SHAPES[: len(groups)])),
                legend=alt.Legend(columns=legend_columns(groups)),
            ),
            opacity=alt.condition("datum.is_marked", alt.value(1), alt.value(0.35)),
            size=alt.condition("datum.is_marked", alt.value(110), alt.value(70)),
            description=TOLD,
            tooltip=TOOLTIP,
        )
    )
    without = drawn[drawn["value"].isna()].groupby("name")["label"]
    hidden = without.agg(lambda labels: f"{labels.iloc[0]}: {len(labels)}")
    heads = alt.Chart(
        drawn.drop_duplicates("name").assign(missing=drawn["name"].map(hidden).astype(object).fillna(""))
    ).encode(y=y)
    layers = [
        heads.mark_rule(yOffset=8, color=INK, opacity=FAINT).encode(x=alt.value(0), x2=alt.value("width")),
        dots,
        heads.mark_text(align="left", yOffset=-13).encode(x=alt.value(0), text="name:N"),
        heads.mark_text(align="right", yOffset=-13, opacity=MUTED, fontStyle="italic").encode(
            x=alt.value("width"), text="missing:N"
        ),
    ]
    if has_range:
        whiskers = alt.Chart(drawn.dropna(subset=["low"])).mark_rule(yOffset=8, strokeWidth=2.5, opacity=MUTED)
        colour = alt.Color("group:N", scale=alt.Scale(domain=groups, range=list(COLOURS[: len(groups)])))
        layers.insert(1, whiskers.encode(x=alt.X("low:Q", scale=scale), x2="high:Q", y=y, color=colour))
    # A layer without a mark would be an image without a text for who cannot see it.
    if drawn["overall"].notna().any():
        tick = heads.mark_tick(size=24, thickness=2, yOffset=8, color=INK)
        layers.insert(1, tick.encode(x=alt.X("overall:Q", scale=scale)))
    return finished(alt.LayerChart(layer=layers, height=_ROW * len(names) + legend_height(groups)), language)
