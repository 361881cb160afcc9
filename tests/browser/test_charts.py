"""Charts as a browser shows them: in the ink of the page, as wide as suits the window, and saying what marks show."""

import io

import numpy as np
import pytest
from driving import HEIGHT, WIDTH, in_theme, open_page, show_whole, wait_until_drawn
from findings import accessibility_findings
from PIL import Image
from playwright.sync_api import expect

from tests.support.sampling import by_turns

PAGE = "participation"
THEMES = ("light", "dark")


def _grey(element):
    """The lightness of each pixel of an element, from 0 to 255."""
    return np.asarray(Image.open(io.BytesIO(element.screenshot())).convert("L"))


@pytest.mark.parametrize(("theme", "of_the_system"), by_turns(THEMES, THEMES))
def test_a_chart_has_dark_ink_on_a_light_page_and_light_ink_on_a_dark_one(tab, server, of_the_system, theme):
    """Whatever the system asks for: a reader may choose the other theme in the menu."""
    with tab() as page:
        in_theme(page, of_the_system)
        open_page(page, server.url(PAGE, lang="en"))
        if theme != of_the_system:
            _choose_theme(page, theme)
        chart = page.locator("img.chart").first
        _stands_out(chart, theme)
        chart.hover()
        drawing = page.locator("svg.chart").first
        drawing.wait_for()
        _stands_out(drawing, theme)


def _stands_out(chart, theme):
    grey = _grey(chart)
    ground = int(grey[0, 0])
    assert (ground > 200) == (theme == "light")
    ink = int(grey.min() if theme == "light" else grey.max())
    assert abs(ink - ground) > 180


@pytest.mark.parametrize("theme", THEMES)
def test_where_images_have_no_ink_of_the_page_drawings_take_their_place(tab, server, theme):
    with tab() as page:
        page.add_init_script(
            "Object.defineProperty(Navigator.prototype, 'vendor', {get: () => 'Apple Computer, Inc.'})"
        )
        in_theme(page, theme)
        open_page(page, server.url(PAGE, lang="en"))
        page.wait_for_function("document.querySelectorAll('svg.chart').length === 3")
        assert page.locator("img.chart").count() == 0
        _stands_out(page.locator("svg.chart").first, theme)
        show_whole(page)
        assert accessibility_findings(page) == []
        # As narrow as the window, as images are.
        page.set_viewport_size({"width": 400, "height": HEIGHT})
        page.wait_for_function("""() => {
            const drawings = [...document.querySelectorAll('svg.chart')];
            return drawings.map(one => one.viewBox.baseVal.width).join() === '360,360,360';
        }""")


def _choose_theme(page, theme):
    page.get_by_test_id("stMainMenu").get_by_role("button").click()
    page.get_by_test_id(f"stMainMenuItem-theme-{theme.capitalize()}").click()
    page.keyboard.press("Escape")
    page.wait_for_function(
        "theme => getComputedStyle(document.querySelector('[data-testid=stApp]')).colorScheme === theme", arg=theme
    )


@pytest.mark.parametrize(("window", "chart"), [(1280, 704), (900, 520), (400, 360)])
def test_a_narrow_window_shows_a_narrow_chart_whose_text_is_about_as_large(tab, server, window, chart):
    with tab() as page:
        page.set_viewport_size({"width": window, "height": HEIGHT})
        open_page(page, server.url(PAGE, lang="en"))
        shown = page.locator("img.chart").first
        assert f"width={chart}" in shown.evaluate("image => image.currentSrc")
        box = shown.bounding_box()
        assert 0.9 < box["width"] / chart < 1.2


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
        # In a window of another width there is another image.
        page.set_viewport_size({"width": 400, "height": HEIGHT})
        page.wait_for_function("document.querySelector('img.chart')?.currentSrc.includes('width=360')")
        page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
        chart.hover()
        drawing.wait_for()
        # Another page shows its own charts.
        page.locator('[data-testid=stSidebar] [data-testid=stPageLink-NavLink][href^="strategy?"]').click()
        page.wait_for_url("**/strategy**")
        wait_until_drawn(page)
        page.locator("img.chart[src*='/strategy/']").first.wait_for()
        assert page.locator("svg.chart").count() == 0


def test_who_taps_a_mark_is_told_what_it_shows(tab, server):
    with tab(has_touch=True) as page:
        open_page(page, server.url(PAGE, lang="en"))
        chart = page.locator("img.chart").first
        chart.scroll_into_view_if_needed()
        # On the first bar.
        chart.tap(position={"x": 30, "y": 36})
        note = page.locator(".chart-note")
        expect(note).to_have_text("East and Southern Africa · 79% · 19 of 24")
        expect(note).to_be_in_viewport()
        page.locator("h1").tap()
        expect(note).to_have_count(0)


ANSWERS = {
    "gone": lambda route: route.fulfill(status=410, body="gone"),
    "a page to log in": lambda route: route.fulfill(status=200, content_type="text/html", body="<p>Who are you?"),
    "unreachable": lambda route: route.abort(),
}


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_chart_that_cannot_be_had_again_stays_an_image(browser, server, answer):
    page = browser.new_page()
    uncaught = []
    page.on("pageerror", lambda error: uncaught.append(str(error)))
    try:
        open_page(page, server.url(PAGE, lang="en"))
        page.route("**/charts/**", ANSWERS[answer])
        chart = page.locator("img.chart").first
        with page.expect_event("requestfailed" if answer == "unreachable" else "response"):
            chart.hover()
        page.evaluate("() => new Promise(resolve => setTimeout(resolve, 50))")
        assert page.locator("svg.chart").count() == 0
        assert chart.evaluate("image => image.naturalWidth") > 0
        assert uncaught == []
        # A later try may succeed.
        page.unroute("**/charts/**")
        page.locator("h1").hover()
        chart.hover()
        page.locator("svg.chart").first.wait_for()
    finally:
        page.close()
