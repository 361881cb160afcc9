"""A labelled scatter: two measures of each thing, and the quadrants that they make."""

from collections.abc import Sequence
from itertools import product
from typing import Literal

import altair as alt
import pandas as pd

from app.charts.theme import BLUE, DRAWN_WIDTH, INK, MUTED, TEXT_SIZE, TOLD, WIDTHS, Spec, layered, telling
from app.language import Language

_HEIGHT = 440
# So much narrower than the chart is the plot: its axis is beside it.
_AXIS = 58
_LETTER = 6.6
_LINE = 15
_GAP = 10
# Where a label may stand beside its point: how it is aligned, and how far it is moved.
_PLACES: dict[str, tuple[Literal["left", "right", "center"], Literal["middle", "bottom", "top"], int, int]] = {
    "right": ("left", "middle", _GAP, 0),
    "left": ("right", "middle", -_GAP, 0),
    "above": ("center", "bottom", 0, -_GAP + 2),
    "below": ("center", "top", 0, _GAP - 2),
    "above right": ("left", "bottom", -_GAP // 2, -_GAP + 2),
    "above left": ("right", "bottom", _GAP // 2, -_GAP + 2),
    "below right": ("left", "top", -_GAP // 2, _GAP - 2),
    "below left": ("right", "top", _GAP // 2, _GAP - 2),
}
# Meeting something is as bad for a label as leaving the plot by so many pixels.
_MEETING = 60


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
    for width in WIDTHS:
        drawn[f"place_{width}"] = _label_places(drawn, x_range, y_range, width - _AXIS)
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
            points.transform_filter(f"datum['place_' + {DRAWN_WIDTH}] == '{place}'")
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
    """Where each label stands so that it stays in the plot and meets no point and no other label, as far as it can.

    width: of the plot, in pixels.
    """
    across = (drawn["x"] - x_range[0]) / (x_range[1] - x_range[0]) * width
    down = (y_range[1] - drawn["y"]) / (y_range[1] - y_range[0]) * _HEIGHT
    taken = [(x - 7, y - 7, x + 7, y + 7) for x, y in zip(across, down, strict=True)]
    places = []
    for name, x, y in zip(drawn["name"], across, down, strict=True):
        boxes = {place: _box(place, x, y, len(name)) for place in _PLACES}
        costs = {place: _outside(box, width) + _MEETING * _met(box, taken) for place, box in boxes.items()}
        place = min(costs, key=costs.__getitem__)
        taken.append(boxes[place])
        places.append(place)
    return places


Box = tuple[float, float, float, float]


def _box(place: str, x: float, y: float, letters: int) -> Box:
    """Left, top, right and bottom of a label."""
    align, baseline, dx, dy = _PLACES[place]
    width = letters * _LETTER
    left = x + dx - {"left": 0, "center": width / 2, "right": width}[align]
    top = y + dy - {"top": 0, "middle": _LINE / 2, "bottom": _LINE}[baseline]
    return left, top, left + width, top + _LINE


def _outside(box: Box, width: float) -> float:
    """By how many pixels a box leaves the plot."""
    left, top, right, bottom = box
    return max(0.0, -left, right - width) + max(0.0, -top, bottom - _HEIGHT)


def _met(box: Box, taken: Sequence[Box]) -> int:
    """How many other boxes a box meets."""
    left, top, right, bottom = box
    return len(
        [other for other in taken if left < other[2] and other[0] < right and top < other[3] and other[1] < bottom]
    )
