"""Charts as a browser shows them: in the ink of the page, as wide as suits the window, and saying what marks show."""

import io

import numpy as np
import pytest
from driving import HEIGHT, in_theme, open_page, wait_until_drawn
from PIL import Image

PAGE = "participation"
THEMES = ("light", "dark")


def _grey(element):
    """The lightness of each pixel of an element, from 0 to 255."""
    return np.asarray(Image.open(io.BytesIO(element.screenshot())).convert("L"))


@pytest.mark.parametrize("of_the_system", THEMES)
@pytest.mark.parametrize("theme", THEMES)
def test_a_chart_has_dark_ink_on_a_light_page_and_light_ink_on_a_dark_one(tab, server, of_the_system, theme):
    """Whatever the system asks for: a reader may choose the other theme in the menu."""
    with tab() as page:
        in_theme(page, of_the_system)
        open_page(page, server.url(PAGE, lang="en"))
        if theme != of_the_system:
            _choose_theme(page, theme)
        grey = _grey(page.locator("img.chart").first)
        ground = int(grey[0, 0])
        assert (ground > 200) == (theme == "light")
        ink = int(grey.min() if theme == "light" else grey.max())
        assert abs(ink - ground) > 180


def _choose_theme(page, theme):
    page.get_by_test_id("stMainMenu").get_by_role("button").click()
    page.get_by_test_id(f"stMainMenuItem-theme-{theme.capitalize()}").click()
    page.keyboard.press("Escape")
    page.wait_for_function(
        "theme => getComputedStyle(document.querySelector('[data-testid=stApp]')).colorScheme === theme", arg=theme
    )


@pytest.mark.parametrize(("window", "chart"), [(1280, 704), (900, 520), (400, 360)])
def test_a_narrow_window_shows_a_narrow_chart_whose_text_is_as_large(tab, server, window, chart):
    with tab() as page:
        page.set_viewport_size({"width": window, "height": HEIGHT})
        open_page(page, server.url(PAGE, lang="en"))
        shown = page.locator("img.chart").first
        assert f"width={chart}" in shown.evaluate("image => image.currentSrc")
        box = shown.bounding_box()
        assert 0.85 < box["width"] / chart < 1.5


def test_who_points_at_a_chart_is_told_what_a_mark_shows(tab, server):
    with tab() as page:
        open_page(page, server.url(PAGE, lang="fr"))
        chart = page.locator("img.chart").first
        chart.scroll_into_view_if_needed()
        words, before = chart.get_attribute("alt"), chart.bounding_box()
        chart.hover()
        drawing = page.locator("svg.chart").first
        drawing.wait_for()
        assert drawing.get_attribute("role") == "img"
        assert drawing.get_attribute("aria-label") == words
        titles = drawing.locator("title").all_text_contents()
        assert any("%" in title for title in titles)
        # It stands where the image stood, as large.
        after = drawing.bounding_box()
        assert all(abs(after[side] - before[side]) < 1.5 for side in before)
        # Another page shows its own charts.
        page.locator('[data-testid=stSidebar] [data-testid=stPageLink-NavLink][href^="strategy?"]').click()
        page.wait_for_url("**/strategy**")
        wait_until_drawn(page)
        page.locator("img.chart[src*='/strategy/']").first.wait_for()
        assert page.locator("svg.chart").count() == 0


@pytest.mark.parametrize("answer", ["gone", "unreachable"])
def test_a_chart_that_cannot_be_had_again_stays_an_image(browser, server, answer):
    page = browser.new_page()
    uncaught = []
    page.on("pageerror", lambda error: uncaught.append(str(error)))
    try:
        open_page(page, server.url(PAGE, lang="en"))
        page.route(
            "**/charts/**", lambda route: route.abort() if answer == "unreachable" else route.fulfill(status=410)
        )
        chart = page.locator("img.chart").first
        with page.expect_event("requestfailed" if answer == "unreachable" else "response"):
            chart.hover()
        page.evaluate("() => new Promise(resolve => setTimeout(resolve, 50))")
        assert page.locator("svg.chart").count() == 0
        assert chart.evaluate("image => image.naturalWidth") > 0
        assert uncaught == []
    finally:
        page.close()
