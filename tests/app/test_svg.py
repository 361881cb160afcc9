"""Charts as a page shows them: as wide as asked for, in the ink of their place, and with words on their marks."""

import re
import tomllib
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import altair as alt
import pandas as pd
import pytest
from worked_out import context_of, page_of

from app.charts.bars import labelled_bars
from app.charts.scatter import labelled_scatter
from app.charts.svg import on_its_own, on_page
from app.charts.theme import TOLD, WIDTHS, finished, telling
from app.language import LANGUAGE_CODES, Language
from app.markup.charts import html_chart
from app.release import PROJECT_VARIABLE
from app.views import VIEWS

ROOT = Path(__file__).parents[2]
SVG = "{http://www.w3.org/2000/svg}"
ENGLISH = Language("en")
BARS = labelled_bars(
    pd.DataFrame({"name": ["Asia & Pacific", "<b>"], "value": [0.25, 1], "label": ["25%", "100%"]}), ENGLISH, whole=1
)


@pytest.fixture(scope="module", autouse=True)
def release(released_project) -> Iterator[None]:
    """The release that the pages of this module show."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv(PROJECT_VARIABLE, str(released_project))
        yield


def _titles(svg: bytes) -> list[str]:
    return [title.text or "" for title in ElementTree.fromstring(svg).iter(f"{SVG}title")]


@pytest.mark.parametrize("language", LANGUAGE_CODES)
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.url_path)
def test_every_chart_is_as_wide_as_its_place_and_its_marks_say_what_they_show(view, language):
    for part in page_of(view.url_path, language).parts:
        for width in WIDTHS if part.picture else ():
            drawn = ElementTree.fromstring(part.picture.drawn(width).svg)
            assert float(drawn.attrib["width"]) == pytest.approx(width, abs=1), (part.name, width)
            titles = [title.text for title in drawn.iter(f"{SVG}title")]
            assert titles, part.name
            assert all(titles), part.name


def test_a_mark_says_its_row_and_nothing_else_speaks():
    svg = on_page(BARS, 400).svg
    assert sorted(set(_titles(svg))) == ["<b> · 100%", "Asia & Pacific · 25%"]
    assert b"aria-" not in svg
    assert b"role=" not in svg


def test_the_file_to_take_along_says_the_same():
    assert set(_titles(on_its_own(BARS))) == set(_titles(on_page(BARS, 400).svg))


def test_axes_and_legends_do_not_speak_of_themselves():
    rows = telling(pd.DataFrame({"x": [1, 2], "kind": ["a", "b"]}), "kind")
    chart = alt.Chart(rows).mark_point(aria=True).encode(x="x:Q", color="kind:N", description=TOLD)
    svg = on_page(finished(chart, ENGLISH), 300).svg
    assert _titles(svg) == ["a", "b"]


def test_who_points_at_a_text_means_the_mark_below_it():
    svg = ElementTree.fromstring(on_its_own(BARS))
    texts = [*svg.iter(f"{SVG}text")]
    assert texts
    assert {text.get("pointer-events") for text in texts} == {"none"}


def test_ink_is_that_of_the_page_or_by_itself_light_or_dark():
    svg = on_page(BARS, 400).svg.decode()
    assert "currentColor" in svg
    assert "prefers-color-scheme: dark" in svg
    # On a light page an image has the ink of the words around it.
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert f"svg:root {{ color: {settings['theme']['light']['textColor'].lower()}; }}" in svg
    # Within a page, a rule for its root would change the page.
    assert ":root" not in svg.replace("svg:root", "")


def test_rows_without_words_are_rows_all_the_same():
    assert telling(pd.DataFrame({"name": []}), "name")["told"].tolist() == []


# --- labels of points

Box = tuple[float, float, float, float]


def _labels(svg: bytes, names: list[str]) -> dict[str, Box]:
    """Left, top, right and bottom of the labels with these names, in pixels of the drawing."""
    found: dict[str, Box] = {}

    def look(element: ElementTree.Element, x: float, y: float) -> None:
        moved = re.match(r"translate\(([-\d.]+),([-\d.]+)\)", element.get("transform", ""))
        x, y = (x + float(moved[1]), y + float(moved[2])) if moved else (x, y)
        if element.tag == f"{SVG}text" and element.text in names:
            width = 6.2 * len(element.text)
            left = x - {"start": 0, "middle": width / 2, "end": width}[element.get("text-anchor", "start")]
            # A text stands on its line.
            found[element.text] = (left, y - 10, left + width, y + 3)
        for inner in element:
            look(inner, x, y)

    look(ElementTree.fromstring(svg), 0, 0)
    return found


def _faults(labels: dict[str, Box], width: int) -> list[tuple[str, ...]]:
    """Labels that meet one another, and those that leave the drawing."""
    met = [
        (one, other)
        for (one, a), (other, b) in combinations(labels.items(), 2)
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]
    return [*met, *((name,) for name, box in labels.items() if box[0] < 0 or box[2] > width)]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", LANGUAGE_CODES)
def test_labels_of_the_report_meet_no_other_and_stay_in_the_chart(language, width):
    [part] = [part for part in page_of("impact", language).parts if part.name == "quadrants"]
    names = [str(name) for name in part.rows[f"technology_name_{language}"]]
    labels = _labels(part.picture.drawn(width).svg, names)
    assert labels.keys() == set(names)
    assert _faults(labels, width) == []


@pytest.mark.parametrize(("width", "apart"), [(704, 0.4), (704, 0.25), (704, 0.2), (520, 0.3), (360, 0.4)])
def test_labels_of_points_close_together_stand_in_different_places(width, apart):
    places = {f"technology {number}": (3 + apart * (number % 2), 3 + apart * (number // 2)) for number in range(4)}
    places |= {"far left": (1, 1), "far right": (5, 5)}
    rows = pd.DataFrame([{"name": name, "x": x, "y": y, "label": name} for name, (x, y) in places.items()])
    spec = labelled_scatter(rows, ENGLISH, x_title="x", y_title="y", quadrants=["a", "b", "c", "d"])
    labels = _labels(on_page(spec, width).svg, list(places))
    assert labels.keys() == places.keys()
    assert _faults(labels, width) == []


def test_labels_that_meet_or_leave_are_found():
    labels = {"a": (0.0, 0.0, 50.0, 13.0), "b": (40.0, 10.0, 90.0, 23.0), "c": (320.0, 100.0, 370.0, 113.0)}
    assert _faults(labels, 360) == [("a", "b"), ("c",)]


# --- the place that a chart is given


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.url_path)
def test_the_place_of_a_chart_is_as_large_as_the_chart_at_every_width(view):
    context = context_of("fr")
    for part in page_of(view.url_path, "fr").parts:
        if part.picture:
            places = re.findall(r"width='(\d+)' height='(\d+)'", html_chart(view.url_path, part, context))
            drawn = {(str(width), str(part.picture.drawn(width).height)) for width in WIDTHS}
            assert set(places) == drawn
            assert len(places) == len(WIDTHS)
