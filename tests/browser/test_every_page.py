"""Every page in every language and theme, as a browser draws it. A page is opened once for all that is asked of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Literal

import pytest
from driving import Faults, Server, in_theme, open_page, show_whole
from findings import accessibility_findings, overlaps
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab

from app.language import LANGUAGE_CODES, Language, LanguageCode, texts
from app.views import PAGES, Page

THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
PHONE = 390


@dataclass(frozen=True)
class Shown:
    """A page that is open, and what went wrong on it so far."""

    page: Page
    language: LanguageCode
    tab: Tab
    faults: Faults


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[Tab]:
    """One reader for all pages, whose browser keeps what it has loaded."""
    context = browser.new_context(reduced_motion="reduce")
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


@pytest.fixture(
    scope="module", params=product(PAGES, LANGUAGE_CODES), ids=lambda shown: f"{shown[0].url_path}-{shown[1]}"
)
def shown(request: pytest.FixtureRequest, reader: Tab, server: Server) -> Iterator[Shown]:
    page, language = request.param
    with Faults().watching(reader) as faults:
        in_theme(reader, "light")
        open_page(reader, server.url(page.url_path, lang=language))
        show_whole(reader)
        yield Shown(page, language, reader, faults)


@pytest.mark.parametrize("theme", THEMES)
def test_it_is_drawn_without_an_error(shown, theme):
    in_theme(shown.tab, theme)
    assert not shown.faults.found, "\n".join(shown.faults.found)
    # The second is what a page tells its reader of where a release is damaged.
    for error in ("stException", "stAlertContentError"):
        assert shown.tab.get_by_test_id(error).count() == 0


def test_it_shuts_nobody_out(shown):
    # Each page in each theme, but not in each pair of language and theme: axe takes a second.
    in_theme(shown.tab, THEMES[LANGUAGE_CODES.index(shown.language)])
    findings = accessibility_findings(shown.tab)
    assert not findings, "\n".join(findings)


def test_it_says_its_title_and_its_language(shown):
    text = Language(shown.language).text
    assert shown.tab.title() == f"{text(shown.page.title)} · {text('app.title')}"
    assert shown.tab.evaluate("document.documentElement.lang") == shown.language
    assert shown.tab.locator("h1").count() == 1


@pytest.mark.parametrize("language", LANGUAGE_CODES)
def test_no_two_pages_have_the_same_title(language):
    assert len({texts(language)[page.title] for page in PAGES}) == len(PAGES)


def test_on_a_phone_only_tables_scroll_sideways_and_no_text_of_a_chart_is_on_another(shown):
    show_whole(shown.tab, PHONE)
    found = overlaps(shown.tab)
    assert not found, "\n".join(found)
