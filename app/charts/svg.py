"""Charts as SVG: drawn by the server, so that a browser has only to show them."""

import re
from dataclasses import dataclass
from xml.etree import ElementTree

import vl_convert

from app.charts.theme import DRAWN_WIDTH, Spec

_SVG = "http://www.w3.org/2000/svg"
_LABEL = "aria-label"
# What Vega writes about marks, axes and legends for screen readers, in English.
_FOR_SCREEN_READERS = (_LABEL, "aria-roledescription", "role", "aria-hidden")
_MARK = "graphics-symbol"
_NOT_MARKS = ("axis", "legend", "title")
# Where an element is and how it runs. A hundredth of a pixel is nothing; most of a map is what comes after.
_PLACES = {"d", "transform"}
_LONG_NUMBER = re.compile(r"-?\d+\.\d{3,}(?!\d|e)")
# As an image, a chart has no page around it that gives it its ink; it has those of light and dark pages itself. Within
# a page, where the selector meets nothing, it takes the ink of the page.
_STYLE = "svg:root { color: #0b0c0e; } @media (prefers-color-scheme: dark) { svg:root { color: #fafafa; } }"

ElementTree.register_namespace("", _SVG)


@dataclass(frozen=True)
class Drawing:
    """A chart as SVG; height: in pixels."""

    svg: bytes
    height: int


def on_page(spec: Spec, width: int) -> Drawing:
    """A chart for a page, so many pixels wide, transparent, in the ink of its place."""
    placed = {
        **spec,
        "width": width,
        "params": [{**param, "value": width} if param["name"] == DRAWN_WIDTH else param for param in spec["params"]],
        "autosize": {"type": "fit-x", "contains": "padding"},
        # Flush with the words around it.
        "padding": {"left": 1, "right": 1, "top": 5, "bottom": 5},
    }
    svg = _with_titles(vl_convert.vegalite_to_svg(placed))
    style = ElementTree.Element(f"{{{_SVG}}}style")
    style.text = _STYLE
    svg.insert(0, style)
    return Drawing(ElementTree.tostring(svg), round(float(svg.attrib["height"])))


def on_its_own(spec: Spec) -> bytes:
    """A chart as SVG as its specification says."""
    return ElementTree.tostring(_with_titles(vl_convert.vegalite_to_svg(spec)))


def _with_titles(drawn: str) -> ElementTree.Element:
    """The chart, each mark that says something with that as its title, which browsers show to whoever points there."""
    svg = ElementTree.fromstring(drawn)
    for element in svg.iter():
        told = {name: element.attrib.pop(name, "") for name in _FOR_SCREEN_READERS}
        if element.tag == f"{{{_SVG}}}text":
            # Who points at a text means the mark below it.
            element.attrib["pointer-events"] = "none"
        for name in _PLACES & element.attrib.keys():
            element.attrib[name] = _LONG_NUMBER.sub(lambda number: f"{float(number[0]):.2f}", element.attrib[name])
        is_mark = told["role"] == _MARK and told["aria-roledescription"] not in _NOT_MARKS
        if is_mark and told[_LABEL]:
            ElementTree.SubElement(element, f"{{{_SVG}}}title").text = told[_LABEL]
    return svg
