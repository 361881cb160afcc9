"""A page as Streamlit drew it, read back: its headline, figures and parts."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df
from streamlit.testing.v1 import AppTest


@dataclass
class DrawnPart:
    """name: of its anchor; said: its markdown and captions; rows: what its chart draws; cells: its table as read."""

    name: str
    title: str
    said: list[str] = field(default_factory=list)
    badges: list[str] = field(default_factory=list)
    spec: dict[str, Any] = field(default_factory=dict)
    rows: list[dict[str, Any]] = field(default_factory=list)
    alternative: str = ""
    values: pd.DataFrame = field(default_factory=pd.DataFrame)
    headings: dict[str, str] = field(default_factory=dict)
    cells: list[list[str]] = field(default_factory=list)


@dataclass
class DrawnPage:
    """What a page says; figures: label, value and base of each."""

    headline: str
    lead: list[str]
    figures: list[tuple[str, str, str]]
    parts: list[DrawnPart]
    app: AppTest

    def part(self, name: str) -> DrawnPart:
        """The part of this name."""
        return next(part for part in self.parts if part.name == name)


def read(app: AppTest) -> DrawnPage:
    """The page that an app drew."""
    assert not app.exception, [error.message for error in app.exception]
    page = DrawnPage(app.title[0].value, [], [], [], app)
    figure: tuple[str, str] | None = None
    for element in _elements(app.main):
        kind = element.type
        part = page.parts[-1] if page.parts else None
        if kind == "header":
            page.parts.append(DrawnPart(element.proto.anchor, element.value))
        elif kind == "metric":
            figure = (element.label, element.value)
        elif kind == "caption" and figure:
            page.figures.append((*figure, element.value))
            figure = None
        elif part is None:
            if kind in ("markdown", "caption"):
                page.lead.append(element.value)
        elif kind in ("markdown", "caption"):
            (part.badges if "-badge[" in element.value else part.said).append(element.value)
        elif kind == "vega_lite_chart":
            part.alternative = element.proto.alt
            part.spec = json.loads(element.proto.spec)
            part.rows = [row for data in element.proto.datasets for row in _frame(data.data.data).to_dict("records")]
        elif kind == "dataframe":
            part.values = element.value
            part.headings = {
                name: column["label"] for name, column in json.loads(element.proto.columns).items() if "label" in column
            }
            part.cells = _cells(element.proto.arrow_data)
    return page


def _elements(block: Any) -> Iterator[Any]:
    for child in block.children.values():
        if hasattr(child, "children"):
            yield from _elements(child)
        else:
            yield child


def _cells(data: Any) -> list[list[str]]:
    """A table as a reader sees it: what a Styler writes, or a checkbox."""
    shown = _frame(data.styler.display_values)
    return [[str(cell) for cell in row] for row in shown.itertuples(index=False)]


def _frame(data: bytes) -> pd.DataFrame:
    return convert_arrow_bytes_to_pandas_df(data)
