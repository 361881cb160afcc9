"""Every page as Streamlit draws it: all that the page says, in both languages and with every kind of filter."""

import re
from html import escape

import pytest
from drawn import charts_of, markup_of, titles_of

from app.controls import FILTERS
from app.language import LANGUAGE_CODES
from app.markup.text import as_html
from app.views import VIEWS
from tests.support.sampling import by_turns

pytestmark = pytest.mark.usefixtures("project_with_release")

ONE = {"region": "EUR", "technology": "drones"}
UNKNOWN = {"region": "' or 1 = 1 --", "technology": "*"}


def _says_what_the_page_says(app, page) -> None:
    assert not app.exception
    assert [title.value for title in app.title] == [page.headline]
    assert titles_of(app) == [as_html(part.known.title) for part in page.parts]
    shown = markup_of(app)
    for figure in page.figures:
        told = (figure.label, figure.value, figure.base, figure.meaning or "")
        assert re.search(".*".join(re.escape(escape(text)) for text in told), shown), figure
    told = [page.lead] + [
        text
        for part in page.parts
        for text in (
            part.reading,
            part.known.base,
            part.known.note,
            part.picture.title if part.picture else "",
            *(basis.definition for basis in part.bases),
        )
    ]
    assert [text for text in told if as_html(text) not in shown] == []
    assert all(part.table in shown for part in page.parts)
    pictures = [part.picture for part in page.parts if part.picture]
    alternatives = [text for _, text in charts_of(app)]
    assert alternatives == [picture.alternative for picture in pictures]
    assert all(alternatives)


@pytest.mark.quick
@pytest.mark.parametrize("lang", LANGUAGE_CODES)
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.url_path)
def test_a_page_is_drawn_as_it_says(open_app, page_of, view, lang):
    app = open_app(view.url_path, lang=lang)
    _says_what_the_page_says(app, page_of(view.url_path, lang))


@pytest.mark.parametrize(
    ("filtered", "lang"),
    by_turns(
        [
            (view, asked)
            for view in VIEWS
            if view.filters
            for asked in [
                *({name: ONE[name]} for name in view.filters),
                *([{name: ONE[name] for name in view.filters}] if len(view.filters) > 1 else []),
                {name: UNKNOWN[name] for name in view.filters},
            ]
        ],
        LANGUAGE_CODES,
    ),
    ids=lambda given: given if isinstance(given, str) else "-".join([given[0].url_path, *given[1].values()]),
)
def test_a_page_is_drawn_for_what_the_reader_chose(open_app, page_of, filtered, lang):
    view, asked = filtered
    app = open_app(view.url_path, lang=lang, **asked)
    known = {name: code for name, code in asked.items() if code != UNKNOWN[name]}
    _says_what_the_page_says(app, page_of(view.url_path, lang, **known))
    assert {box.key: box.value for box in app.selectbox} == {
        f"{name}_control": known.get(name, "") for name in view.filters
    }


def test_the_parameters_here_are_all_that_pages_are_filtered_by():
    assert ONE.keys() == UNKNOWN.keys() == FILTERS.keys()
    assert {name for view in VIEWS for name in view.filters} == FILTERS.keys()


@pytest.mark.parametrize("view", [view for view in VIEWS if view.filters], ids=lambda view: view.url_path)
def test_each_filter_changes_what_its_page_shows(page_of, view):
    everything = page_of(view.url_path, "en")
    for name in view.filters:
        filtered = page_of(view.url_path, "en", **{name: ONE[name]})
        assert [part.table for part in filtered.parts] != [part.table for part in everything.parts] or [
            part.picture.spec for part in filtered.parts if part.picture
        ] != [part.picture.spec for part in everything.parts if part.picture]
