"""Charts as pictures, to be put into a document: on white, with title, base and source in them."""

import textwrap
from typing import Any, Literal

import vl_convert

from app.charts.theme import INK, TEXT_SIZE, Spec
from app.content import Picture
from app.provenance import Provenance

_WIDTH = 720
_INK_ON_WHITE = "#1F2328"
# So many letters of the small print are about as wide as a chart.
_LETTERS = 118
# Twice as many pixels as the chart is wide on a page: sharp in print.
_SCALE = 2.0


def to_picture(picture: Picture, known: Provenance, kind: Literal["png", "svg"]) -> bytes:
    """A chart as PNG or SVG, with its title above and its base, source and origin below, on white.

    On a page the chart takes its width from its place and its ink from the page.
    """
    alone = _on_paper(picture, known)
    if kind == "png":
        return vl_convert.vegalite_to_png(alone, scale=_SCALE)
    return vl_convert.vegalite_to_svg(alone).encode("utf-8")


def _on_paper(picture: Picture, known: Provenance) -> Spec:
    spec = picture.spec
    what = [known.filter, picture.title]
    small = [line for text in (known.survey, known.base, known.source, known.origin) for line in _lines(text)]
    inner: dict[str, Any] = {name: value for name, value in spec.items() if name not in ("$schema", "config", "width")}
    datasets = {name: inner.pop(name) for name in ("datasets",) if name in inner}
    paper: Spec = {
        "$schema": spec["$schema"],
        "title": {
            "text": known.title,
            "subtitle": " · ".join(text for text in what if text),
            "fontSize": 18,
            "subtitleFontSize": TEXT_SIZE,
            "subtitleColor": INK,
            "offset": 14,
        },
        "vconcat": [
            {**inner, "width": _WIDTH},
            {
                "data": {"values": [{}]},
                "mark": {"type": "text", "align": "left", "baseline": "top", "fontSize": 11, "lineHeight": 14},
                "encoding": {"x": {"value": 0}, "y": {"value": 0}, "text": {"value": small}},
                "width": _WIDTH,
                "height": 14 * len(small),
            },
        ],
        "resolve": {"scale": {"color": "independent", "shape": "independent"}},
        "padding": 16,
        "config": spec["config"],
        **datasets,
    }
    inked: Spec = _replaced(paper, {INK: _INK_ON_WHITE})
    inked["config"]["background"] = "#FFFFFF"
    # Fonts that the converter brings; the page's own may not be on this machine.
    inked["config"]["font"] = "Liberation Sans, Arial, sans-serif"
    return inked


def _lines(text: str) -> list[str]:
    return textwrap.wrap(text.replace("\u2060", ""), _LETTERS)


def _replaced(value: Any, by: dict[str, str]) -> Any:
    """The value with texts replaced, at any depth."""
    if isinstance(value, dict):
        return {name: _replaced(inner, by) for name, inner in value.items()}
    if isinstance(value, list):
        return [_replaced(inner, by) for inner in value]
    return by.get(value, value) if isinstance(value, str) else value
