"""Charts as pictures, to be put into a document: on white, with title, base and source in them."""

import textwrap
from typing import Any, Literal

import vl_convert

from app.charts.svg import on_its_own
from app.charts.theme import INK, TEXT_SIZE, Spec
from app.content import Picture
from app.provenance import Provenance

_WIDTH = 720
# Where the small print begins, below the chart.
_BELOW_AXIS = 50
_INK_ON_WHITE = "#1F2328"
# So many letters of the small print are about as wide as a chart.
_LETTERS = 118
# Twice as many pixels as the chart is wide on a page: sharp in print.
_SCALE = 2.0


def to_picture(picture: Picture, known: Provenance, kind: Literal["png", "svg"]) -> bytes:
    """A chart as PNG or SVG, with its title above and its base, source and origin below, on white.

    On a page (app/charts/svg.py) it is as wide as the page and takes its ink from there.
    """
    alone = _on_paper(picture, known)
    if kind == "png":
        return vl_convert.vegalite_to_png(alone, scale=_SCALE)
    return on_its_own(alone)


def _on_paper(picture: Picture, known: Provenance) -> Spec:
    what = " · ".join(text for text in (known.filter, picture.title) if text)
    small = [
        line for text in (known.survey, known.base, known.note, known.source, known.origin) for line in _lines(text)
    ]
    spec = picture.spec
    alone: Spec = {
        **spec,
        "title": {"text": known.title, "subtitle": what, "fontSize": 18, "subtitleFontSize": TEXT_SIZE, "offset": 14},
        "layer": [*spec["layer"], _small_print(small, spec["height"])],
        "width": _WIDTH,
        "padding": 16,
    }
    inked: Spec = _replaced(alone, {INK: _INK_ON_WHITE})
    inked["config"] |= {"background": "#FFFFFF"}
    return inked


def _small_print(lines: list[str], height: float) -> Spec:
    """A layer of text below a chart and its axis."""
    return {
        "data": {"values": [{}]},
        "mark": {"type": "text", "align": "left", "baseline": "top", "fontSize": 11, "lineHeight": 14},
        "encoding": {"x": {"value": 0}, "y": {"value": height + _BELOW_AXIS}, "text": {"value": lines}},
    }


def _lines(text: str) -> list[str]:
    return textwrap.wrap(text.replace("\u2060", ""), _LETTERS)


def _replaced(value: Any, by: dict[str, str]) -> Any:
    """The value with texts replaced, at any depth."""
    if isinstance(value, dict):
        return {name: _replaced(inner, by) for name, inner in value.items()}
    if isinstance(value, list):
        return [_replaced(inner, by) for inner in value]
    return by.get(value, value) if isinstance(value, str) else value
