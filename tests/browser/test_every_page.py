"""Every page in every language and theme, as a browser draws it. Screenshots are in target/screenshots.

A page is opened once for all that is asked of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import pytest
from driving import HEIGHT, Faults, Server, in_theme, open_page, show_whole
from findings import accessibility_findings, heading_faults, reached_by_tab
from playwright.sync_api import Browser, Page

from app.language import LANGUAGE_CODES, LanguageCode
from app.views import VIEWS, View
from tests.support.sampling import by_turns_together

Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")
# What WCAG asks to fit without scrolling sideways (1.4.10).
NARROW = 320


@dataclass(frozen=True)
class Shown:
    """A page that is open, and what went wrong on it so far."""

    view: View
    language: LanguageCode
    page: Page
    faults: Faults


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[Page]:
    """One reader for all pages, whose browser keeps what it has loaded."""
    context = browser.new_context(reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.fixture(
    scope="module",
    params=by_turns_together(VIEWS, LANGUAGE_CODES),
    ids=lambda shown: f"{shown[0].url_path}-{shown[1]}",
)
def shown(request: pytest.FixtureRequest, reader: Page, server: Server) -> Iterator[Shown]:
    view, language = request.param
    with Faults().watching(reader) as faults:
        in_theme(reader, "light")
        open_page(reader, server.url(view.url_path, lang=language))
        show_whole(reader)
        yield Shown(view, language, reader, faults)


@pytest.mark.parametrize("theme", THEMES)
def test_it_is_drawn_without_an_error(shown, theme, root):
    page = shown.page
    in_theme(page, theme)
    name = f"{shown.view.url_path}.{shown.language}.{theme}.png"
    page.screenshot(path=root / "target" / "screenshots" / name, full_page=True)
    assert not shown.faults.found, "\n".join(shown.faults.found)
    assert page.locator("[data-testid=stException]").count() == 0
    # The page tells its reader of an error where a release is damaged.
    assert page.locator("[data-testid=stAlertContentError]").count() == 0


def test_it_shuts_nobody_out(shown):
    # Each page in each language and in each theme, but not in each pair: axe takes seconds.
    in_theme(shown.page, THEMES[LANGUAGE_CODES.index(shown.language) % len(THEMES)])
    findings = accessibility_findings(shown.page)
    assert not findings, "\n".join(findings)


def test_its_headings_are_in_order(shown):
    faults = heading_faults(shown.page)
    assert not faults, "\n".join(faults)


def test_it_says_in_which_language_it_is(shown):
    assert shown.page.evaluate("document.documentElement.lang") == shown.language


def test_every_chart_has_a_text_for_who_cannot_see_it(shown):
    texts = [chart.get_attribute("alt") or "" for chart in shown.page.locator("img.chart").all()]
    # Every page has one, if HTML came through as it was written.
    assert texts
    assert all(len(text.split()) > 5 for text in texts), texts


def test_the_keyboard_reaches_all_that_a_mouse_does(shown):
    page = shown.page
    stops = reached_by_tab(page)
    keys = {key for key, _, _ in stops}
    assert "lang_control" in keys
    files = page.locator(".files a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert files
    assert set(files) <= {link for _, _, link in stops}
    links = page.locator("[data-testid=stSidebar] [data-testid=stPageLink-NavLink]").evaluate_all(
        "all => all.map(one => one.href)"
    )
    # A single page has no navigation.
    assert len(links) == (len(VIEWS) if len(VIEWS) > 1 else 0)
    reached = {link for _, test_id, link in stops if test_id == "stPageLink-NavLink"}
    assert len(reached) == len(links)


def test_on_a_narrow_screen_only_tables_scroll_sideways(shown):
    page = shown.page
    page.set_viewport_size({"width": NARROW, "height": HEIGHT})
    page.wait_for_function(
        """() => {
            const main = document.querySelector('[data-testid=stMain]');
            return main.scrollWidth <= main.clientWidth;
        }"""
    )
