"""Stacked bars: how a whole divides into parts, for several wholes one below the other."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from app.charts.theme import INK, MUTED, TOLD, TOOLTIP, finished, legend_columns, legend_height, telling
from app.language import Language

_ROW = 48
# A part narrower than this share of the chart has no room for its label.
_ROOM = 0.05


def stacked_bars(
    rows: pd.DataFrame,
    language: Language,
    *,
    colours: Sequence[str],
    inks: Sequence[str],
    whole: float | None = None,
    around: str | None = None,
) -> alt.LayerChart:
    """One bar per name, in the order in which names come, of parts in the order in which parts come.

    rows: name, part, value, label (the value as written) and total (what stands on the right of the name).
    colours, inks: one per part: of the part, and of the label on it. whole: the value that is as long as the chart.
    around: the part whose middle stands on one line in all bars, so that they diverge from it.
    """
    parts, names = list(dict.fromkeys(rows["part"])), list(dict.fromkeys(rows["name"]))
    drawn = _placed(rows, parts, around).assign(ink=rows["part"].map(dict(zip(parts, inks, strict=True))))
    drawn = telling(drawn, "name", "part", "label")
    if around is None:
        left, right = 0.0, float(whole or 1)
    else:
        right = max(0.01, drawn["start"].abs().max(), drawn["end"].abs().max())
        left = -right
    scale = alt.Scale(domain=[left, right], nice=False)
    y = alt.Y("name:N", sort=names, axis=None)
    bars = alt.Chart(drawn).encode(y=y, description=TOLD, tooltip=TOOLTIP)
    # What disclosure control does not show has no bar: the word stands in its place.
    heads = alt.Chart(
        drawn.drop_duplicates("name").assign(word=lambda some: some["label"].where(some["value"].isna(), ""))
    ).encode(y=y)
    layers = [
        bars.mark_bar(aria=True, size=17, yOffset=9, stroke=INK, strokeOpacity=0.25, strokeWidth=0.5).encode(
            x=alt.X("start:Q", scale=scale, axis=None),
            x2="end:Q",
            color=alt.Color(
                "part:N",
                scale=alt.Scale(domain=parts, range=list(colours)),
                sort=parts,
                legend=alt.Legend(columns=legend_columns(parts)),
            ),
        ),
        bars.transform_filter(alt.datum.value >= _ROOM * (right - left))
        .mark_text(yOffset=9, baseline="middle", fontSize=12)
        .encode(x=alt.X("middle:Q", scale=scale, axis=None), text="label:N", color=alt.Color("ink:N", scale=None)),
        heads.mark_text(align="left", yOffset=-10, limit=alt.ExprRef("width - 95")).encode(
            x=alt.value(0), text="name:N"
        ),
        heads.mark_text(align="right", yOffset=-10, fontWeight="bold").encode(x=alt.value("width"), text="total:N"),
        heads.mark_text(align="left", yOffset=9, opacity=MUTED, fontStyle="italic").encode(
            x=alt.value(0), text="word:N"
        ),
    ]
    if around is not None:
        line = alt.Chart(pd.DataFrame({"line": [0]})).mark_rule(color=INK, opacity=MUTED, strokeDash=[3, 3])
        # Below the bars, whose labels it would cross.
        layers.insert(0, line.encode(x=alt.X("line:Q", scale=scale, axis=None)))
    return finished(alt.LayerChart(layer=layers, height=_ROW * len(names) + legend_height(parts)), language)


def _placed(rows: pd.DataFrame, parts: Sequence[str], around: str | None) -> pd.DataFrame:
    """The rows with the start, middle and end of each part."""
    drawn = rows.assign(value=rows["value"].astype(float), place=rows["part"].map(parts.index))
    drawn = drawn.sort_values("place", kind="stable")
    drawn["end"] = drawn.groupby("name")["value"].cumsum()
    drawn["start"] = drawn["end"] - drawn["value"]
    drawn["middle"] = (drawn["start"] + drawn["end"]) / 2
    if around is not None:
        line = drawn["name"].map(drawn[drawn["part"] == around].set_index("name")["middle"])
        drawn[["start", "middle", "end"]] = drawn[["start", "middle", "end"]].sub(line, axis="index")
    return drawn.sort_index()
