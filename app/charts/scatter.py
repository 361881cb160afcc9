"""A labelled scatter: two measures of each thing, and the quadrants that they make."""

from collections.abc import Sequence
from itertools import product
from typing import Literal

import altair as alt
import pandas as pd

from app.charts.theme import BLUE, INK, MUTED, TEXT_SIZE, TOLD, Spec, layered, telling
from app.language import Language

_HEIGHT = 440
# How wide the plot is for which labels are placed: on a phone, and in a wide window.
_WIDTHS = {"narrow": 290, "wide": 650}
_IS_NARROW = "width < 470"
_LETTER = 6.6
_LINE = 15
_GAP = 10
# Where a label may stand beside its point: how it is aligned, and how far it is moved.
_PLACES: dict[str, tuple[Literal["left", "right", "center"], Literal["middle", "bottom", "top"], int, int]] = {
    "right": ("left", "middle", _GAP, 0),
    "left": ("right", "middle", -_GAP, 0),
    "above": ("center", "bottom", 0, -_GAP + 2),
    "below": ("center", "top", 0, _GAP - 2),
}


def labelled_scatter(
    rows: pd.DataFrame,
    language: Language,
    *,
    x_title: str,
    y_title: str,
    quadrants: Sequence[str],
) -> Spec:
    """One labelled point per row, in quadrants divided by the median of each measure.

    rows: name, x, y and label (both values as written). quadrants: their names: top left and right, bottom left and
    right.
    """
    drawn = rows.assign(x=rows["x"].astype(float), y=rows["y"].astype(float)).dropna(subset=["x", "y"])
    x_range, y_range = _range(drawn["x"]), _range(drawn["y"])
    for name, width in _WIDTHS.items():
        drawn[name] = _label_places(drawn, x_range, y_range, width)
    x_scale = alt.Scale(domain=x_range, nice=False, zero=False)
    y_scale = alt.Scale(domain=y_range, nice=False, zero=False)
    points = alt.Chart(telling(drawn, "name", "label")).encode(
        x=alt.X("x:Q", scale=x_scale, axis=_axis(x_title)),
        y=alt.Y("y:Q", scale=y_scale, axis=_axis(y_title)),
        description=TOLD,
    )
    middle = alt.Chart(pd.DataFrame({"x": [drawn["x"].median()], "y": [drawn["y"].median()]}))
    line = middle.mark_rule(color=INK, opacity=MUTED / 2, strokeDash=[4, 4])
    layers = [
        line.encode(x=alt.X("x:Q", scale=x_scale)),
        line.encode(y=alt.Y("y:Q", scale=y_scale)),
        points.mark_circle(aria=True, size=110, color=BLUE, opacity=1),
    ]
    for place, (align, baseline, dx, dy) in _PLACES.items():
        layers.append(
            points.transform_filter(f"({_IS_NARROW} ? datum.narrow : datum.wide) == '{place}'")
            .mark_text(align=align, baseline=baseline, dx=dx, dy=dy)
            .encode(text="name:N")
        )
    for words, (bottom, right) in zip(quadrants, product((False, True), repeat=2), strict=True):
        corner = alt.Chart(pd.DataFrame({"words": [words]}))
        layers.append(
            corner.mark_text(
                align="right" if right else "left",
                baseline="bottom" if bottom else "top",
                dx=-6 if right else 6,
                dy=-5 if bottom else 5,
                opacity=MUTED,
                fontStyle="italic",
                fontSize=TEXT_SIZE - 1,
            ).encode(x=alt.value("width" if right else 0), y=alt.value("height" if bottom else 0), text="words:N")
        )
    return layered(layers, _HEIGHT, language)


def _axis(title: str) -> alt.Axis:
    return alt.Axis(title=title, format=".1f", grid=False, tickCount=6)


def _range(values: pd.Series) -> list[float]:
    """From the lowest to the highest value, with room for labels around."""
    if values.empty:
        return [0.0, 1.0]
    room = max(0.1, 0.16 * float(values.max() - values.min()))
    return [round(float(values.min()) - room, 2), round(float(values.max()) + room, 2)]


def _label_places(drawn: pd.DataFrame, x_range: list[float], y_range: list[float], width: float) -> list[str]:
    """Where each label stands so that it meets no point and no other label: the first place that is free.

    width: of the plot, in pixels. Where no place is free, a label stands where it leaves the plot least.
    """
    across = (drawn["x"] - x_range[0]) / (x_range[1] - x_range[0]) * width
    down = (y_range[1] - drawn["y"]) / (y_range[1] - y_range[0]) * _HEIGHT
    taken = [(x - 7, y - 7, x + 7, y + 7) for x, y in zip(across, down, strict=True)]
    places = []
    for name, x, y in zip(drawn["name"], across, down, strict=True):
        boxes = {place: _box(place, x, y, len(name)) for place in _PLACES}
        place = min(boxes, key=lambda place: (_outside(boxes[place], width), not _is_free(boxes[place], taken)))
        taken.append(boxes[place])
        places.append(place)
    return places


Box = tuple[float, float, float, float]


def _box(place: str, x: float, y: float, letters: int) -> Box:
    width = letters * _LETTER
    left = {"right": x + _GAP, "left": x - _GAP - width}.get(place, x - width / 2)
    top = {"above": y - _GAP - _LINE, "below": y + _GAP}.get(place, y - _LINE / 2)
    return left, top, left + width, top + _LINE


def _outside(box: Box, width: float) -> float:
    """By how many pixels a box leaves the plot."""
    left, top, right, bottom = box
    return max(0.0, -left, right - width) + max(0.0, -top, bottom - _HEIGHT)


def _is_free(box: Box, taken: Sequence[Box]) -> bool:
    left, top, right, bottom = box
    return not any(left < other[2] and other[0] < right and top < other[3] and other[1] < bottom for other in taken)
