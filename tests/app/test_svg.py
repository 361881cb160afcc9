"""Charts as a page shows them: as wide as asked for, in the ink of their place, and with words on their marks."""

from collections.abc import Iterator
from xml.etree import ElementTree

import altair as alt
import pandas as pd
import pytest
from worked_out import page_of

from app.charts.bars import labelled_bars
from app.charts.svg import on_its_own, on_page
from app.charts.theme import TOLD, finished, telling
from app.language import LANGUAGE_CODES, Language
from app.markup.charts import WIDTHS
from app.release import PROJECT_VARIABLE
from app.views import VIEWS

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


def test_ink_is_that_of_the_page_or_by_itself_light_or_dark():
    svg = on_page(BARS, 400).svg.decode()
    assert "currentColor" in svg
    assert "prefers-color-scheme: dark" in svg
    # Within a page, a rule for its root would change the page.
    assert ":root" not in svg.replace("svg:root", "")


def test_rows_without_words_are_rows_all_the_same():
    assert telling(pd.DataFrame({"name": []}), "name")["told"].tolist() == []
