"""The same release shows the same numbers in French as in English, each written as its language writes it."""

import re
from html import unescape

import pandas as pd
import pytest

from app.content import Page
from app.language import LANGUAGE_CODES, NARROW_NO_BREAK_SPACE, Language
from app.views import VIEWS, View

ONE = {"region": "ESA", "technology": "iot"}
# A page as it opens, and for one region and one technology.
CHOICES = [
    (view, chosen)
    for view in VIEWS
    for chosen in ([{}, {name: ONE[name] for name in view.filters}] if view.filters else [{}])
]
# What no French number looks like.
ENGLISH_NUMBER = re.compile(r"\d\.\d|\d%|\d %|\d,\d{3}(?!\d)")
ENGLISH_MONTH = re.compile(r"\b\d+ (April|May|June|July|November)\b")


def _numbers(text: str, lang: str) -> list[str]:
    """The numbers of a text without what is particular to a language: 1,234.5 and 1 234,5 are 1234.5."""
    if lang == "fr":
        text = re.sub(rf"(?<=\d)[\u00a0{NARROW_NO_BREAK_SPACE}](?=\d)", "", text)
        return re.findall(r"\d+(?:\.\d+)?", re.sub(r"(?<=\d),(?=\d)", ".", text))
    return re.findall(r"\d+(?:\.\d+)?", re.sub(r"(?<=\d),(?=\d{3})", "", text))


def _text_of(table: str) -> list[list[str]]:
    rows = re.findall(r"<tr>(.*?)</tr>", table)
    return [[unescape(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)] for row in rows]


def _drawn(page: Page) -> list[list[float]]:
    """The numbers of each chart: those of its data, in their order."""
    return [
        [
            float(value)
            for rows in part.picture.spec["datasets"].values()
            # The map of the world is text.
            if not isinstance(rows, str)
            for row in rows
            for value in row.values()
            if isinstance(value, int | float) and not isinstance(value, bool)
        ]
        for part in page.parts
        if part.picture
    ]


@pytest.fixture(params=CHOICES, ids=lambda given: "-".join([given[0].url_path, *given[1].values()]))
def pages(request: pytest.FixtureRequest, page_of) -> dict[str, Page]:
    view, chosen = request.param
    assert isinstance(view, View)
    return {lang: page_of(view.url_path, lang, **chosen) for lang in LANGUAGE_CODES}


def test_figures_and_headlines_have_the_same_numbers(pages):
    english, french = pages["en"], pages["fr"]
    assert len(english.figures) == len(french.figures)
    for one, other in zip(english.figures, french.figures, strict=True):
        assert _numbers(one.value, "en") == _numbers(other.value, "fr")
        assert sorted(_numbers(one.base, "en")) == sorted(_numbers(other.base, "fr"))
    assert sorted(_numbers(english.headline, "en")) == sorted(_numbers(french.headline, "fr"))


def test_rows_are_the_same_and_in_the_same_order(pages):
    for one, other in zip(pages["en"].parts, pages["fr"].parts, strict=True):
        pd.testing.assert_frame_equal(one.rows, other.rows)


def test_tables_and_words_have_the_same_numbers(pages):
    for one, other in zip(pages["en"].parts, pages["fr"].parts, strict=True):
        # Their texts speak of numbers in words of their own.
        if one.name not in ("codebook", "discrepancies"):
            written = [
                [[_numbers(cell, lang) for cell in row] for row in _text_of(part.table)[1:]]
                for lang, part in (("en", one), ("fr", other))
            ]
            assert written[0] == written[1]
        assert sorted(_numbers(one.known.base, "en")) == sorted(_numbers(other.known.base, "fr"))
        if one.picture and other.picture:
            texts = (one.picture.alternative, "en"), (other.picture.alternative, "fr")
            assert sorted(_numbers(*texts[0])) == sorted(_numbers(*texts[1]))


def test_charts_draw_the_same_numbers(pages):
    english, french = _drawn(pages["en"]), _drawn(pages["fr"])
    assert len(english) == len(french)
    for one, other in zip(english, french, strict=True):
        assert sorted(one) == sorted(other)


def test_french_writes_no_number_as_english_does(pages):
    page = pages["fr"]
    said = [page.headline, page.lead, *(text for figure in page.figures for text in (figure.value, figure.base))]
    for part in page.parts:
        said += [part.reading, part.known.base, part.picture.alternative if part.picture else ""]
        # Printed figures stand as the report wrote them.
        if part.name not in ("codebook", "discrepancies", "printed", "audit"):
            said += [cell for row in _text_of(part.table) for cell in row]
    assert [text for text in said if ENGLISH_NUMBER.search(text) or ENGLISH_MONTH.search(text)] == []


def test_numbers_and_dates_of_each_language_are_on_the_pages(page_of):
    said = {
        lang: " ".join(
            [
                page_of("participation", lang).headline,
                page_of("impact", lang).headline,
                page_of("participation", lang).parts[0].known.base,
            ]
        )
        for lang in LANGUAGE_CODES
    }
    for written in ("62%", "4.38", "24 June 2024"):
        assert written in said["en"]
    for written in (f"62{NARROW_NO_BREAK_SPACE}%", "4,38", "24 juin 2024"):
        assert written in said["fr"]


def test_a_number_that_differs_between_the_languages_would_be_found(page_of):
    english, french = (page_of("participation", lang).figures[1].value for lang in LANGUAGE_CODES)
    assert _numbers(english, "en") != _numbers(french.replace("116", "117"), "fr")
    assert _numbers("1,234.5 of 62%", "en") == _numbers(f"1{NARROW_NO_BREAK_SPACE}234,5 sur 62 %", "fr")
    assert Language("fr").decimal(0.62) == "0,62"
