"""The same release shows the same numbers in French as in English, each written as its language writes it."""

import re

import pytest

from app.language import LANGUAGE_CODES, NARROW_NO_BREAK_SPACE
from app.views import PAGES

ONE = {"region": "ESA", "technology": "iot"}
# A page as it opens, and for one region and one technology.
CHOICES = [
    (page, chosen)
    for page in PAGES
    for chosen in ([{}, {name: ONE[name] for name in page.filters}] if page.filters else [{}])
]
# What no French number looks like.
ENGLISH_NUMBER = re.compile(r"\d\.\d|\d%|\d %|\d,\d{3}(?!\d)")
ENGLISH_MONTH = re.compile(r"\b\d+ (April|May|June|July|November)\b")
# Their texts speak of numbers in words of their own; printed figures stand as the report wrote them.
IN_WORDS = {"codebook", "discrepancies", "printed", "audit", "history"}


def _numbers(text: str, lang: str) -> list[str]:
    """The numbers of a text without what is particular to a language: 1,234.5 and 1 234,5 are 1234.5."""
    if lang == "fr":
        text = re.sub(rf"(?<=\d)[\u00a0{NARROW_NO_BREAK_SPACE}](?=\d)", "", text)
        return re.findall(r"\d+(?:\.\d+)?", re.sub(r"(?<=\d),(?=\d)", ".", text))
    return re.findall(r"\d+(?:\.\d+)?", re.sub(r"(?<=\d),(?=\d{3})", "", text))


def _drawn(page) -> list[list[float]]:
    """The numbers of each chart: those of its data."""
    return [
        sorted(
            round(float(value), 9)
            for row in part.rows
            for value in row.values()
            if isinstance(value, int | float) and not isinstance(value, bool) and value == value
        )
        for part in page.parts
    ]


@pytest.fixture(params=CHOICES, ids=lambda given: "-".join([given[0].url_path, *given[1].values()]))
def pages(request: pytest.FixtureRequest, page_of) -> dict:
    page, chosen = request.param
    return {lang: page_of(page.url_path, lang, **chosen) for lang in LANGUAGE_CODES}


def test_both_languages_show_the_same_numbers(pages):
    english, french = pages["en"], pages["fr"]
    for one, other in zip(english.figures, french.figures, strict=True):
        assert _numbers(one[1], "en") == _numbers(other[1], "fr")
        assert sorted(_numbers(one[2], "en")) == sorted(_numbers(other[2], "fr"))
    assert sorted(_numbers(english.headline, "en")) == sorted(_numbers(french.headline, "fr"))
    for one, other in zip(english.parts, french.parts, strict=True):
        if one.name not in IN_WORDS:
            written = [
                [[_numbers(cell, lang) for cell in row] for row in part.cells]
                for lang, part in (("en", one), ("fr", other))
            ]
            assert written[0] == written[1]
        assert sorted(_numbers(one.alternative, "en")) == sorted(_numbers(other.alternative, "fr"))
    assert _drawn(english) == _drawn(french)


def test_french_writes_no_number_as_english_does(pages):
    page = pages["fr"]
    said = [page.headline, *(text for figure in page.figures for text in figure)]
    for part in page.parts:
        if part.name not in IN_WORDS:
            said += [part.alternative, *(cell for row in part.cells for cell in row)]
    assert [text for text in said if ENGLISH_NUMBER.search(text) or ENGLISH_MONTH.search(text)] == []


def test_a_number_that_differs_between_the_languages_would_be_found(page_of):
    english, french = (page_of("participation", lang).figures[1][1] for lang in LANGUAGE_CODES)
    assert _numbers(english, "en") != _numbers(french.replace("116", "117"), "fr")
    assert _numbers("1,234.5 of 62%", "en") == _numbers(f"1{NARROW_NO_BREAK_SPACE}234,5 sur 62 %", "fr")
