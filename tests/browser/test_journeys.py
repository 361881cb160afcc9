"""What a reader does: choose a language, a survey, a region; compare, explore; go back; send a link."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import EARLIER, LATER
from driving import choose, open_page, serving, wait_until_drawn
from findings import reached_by_tab
from playwright.sync_api import expect

from app.language import LANGUAGE_CODES, texts
from app.views import PAGES

PAGE = "participation"


def _parameters(page):
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def _text(page):
    return page.locator("[data-testid=stMain]").inner_text()


def _choose(page, parameter, option):
    """Choose from a list of the sidebar, and wait until the address and the page follow."""
    choose(page, parameter, option)
    page.wait_for_function(f"new URLSearchParams(location.search).has('{parameter}')")
    wait_until_drawn(page)


def _wait_for_parameter(page, name, value):
    """Wait until the address of the page names a choice, and the page shows it."""
    page.wait_for_function(
        "([name, value]) => new URLSearchParams(location.search).get(name) === value", arg=[name, value]
    )
    wait_until_drawn(page)


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("fr-FR", "fr"),
        ("de-DE", "en"),
    ],
)
def test_the_language_is_that_of_the_browser(tab, server, locale, language):
    with tab(locale=locale) as page:
        open_page(page, server.url())
        assert page.evaluate("document.documentElement.lang") == language
        chosen = page.locator(".st-key-lang_control").get_by_role("radio", checked=True)
        expect(chosen).to_have_text(texts(language)["language.native_name"])


def test_switching_the_language_changes_the_page_and_its_address_and_back_undoes_it(tab, server):
    with tab(locale="en-GB") as page:
        open_page(page, server.url(PAGE, lang="en"))
        english = _text(page)
        page.locator(".st-key-lang_control").get_by_role("radio", name="Français").click()
        _wait_for_parameter(page, "lang", "fr")
        expect(page.locator("html")).to_have_attribute("lang", "fr")
        expect(page.locator("h1")).to_contain_text("Membres de l’OMD")
        page.go_back()
        expect(page.locator("html")).to_have_attribute("lang", "en")
        wait_until_drawn(page)
        assert _parameters(page)["lang"] == "en"
        assert _text(page) == english


def test_the_language_is_switched_by_keyboard(tab, server):
    with tab() as page:
        open_page(page, server.url(PAGE, lang="en"))
        page.locator(".st-key-lang_control").get_by_role("radio", checked=True).focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        expect(page.locator("html")).to_have_attribute("lang", "fr")


def test_a_survey_is_chosen_and_stays_in_the_address(tab, server):
    with tab() as page:
        open_page(page, server.url(PAGE, lang="en"))
        # The latest comes first.
        expect(page.locator("h1")).to_contain_text("120 of 186")
        _choose(page, "survey", 1)
        _wait_for_parameter(page, "survey", EARLIER)
        expect(page.locator("h1")).to_contain_text("116 of 186")
        page.reload()
        wait_until_drawn(page)
        expect(page.locator("h1")).to_contain_text("116 of 186")
        page.go_back()
        expect(page.locator("h1")).to_contain_text("120 of 186")


@pytest.mark.parametrize(("language", "survey"), zip(LANGUAGE_CODES, [EARLIER, LATER], strict=True))
def test_a_link_shows_the_same_view_to_whoever_follows_it(tab, server, language, survey):
    link = server.url(PAGE, lang=language, survey=survey)
    seen = []
    for locale in ("en-GB", "fr-FR"):
        with tab(locale=locale) as page:
            open_page(page, link)
            seen.append(_text(page))
            assert _parameters(page) == {"lang": language, "survey": survey}
    assert seen[0] == seen[1]
    assert {EARLIER: "116", LATER: "120"}[survey] in seen[0]


def test_an_address_that_asks_for_what_there_is_not_shows_the_page_all_the_same(tab, server):
    with tab() as page:
        open_page(page, server.url(PAGE, survey="<script>"))
        expect(page.locator("h1")).to_contain_text("120 of 186")
        expect(page.get_by_test_id("stAlert").first).to_contain_text("<script>")


def test_choices_are_kept_from_page_to_page(tab, server):
    with tab(locale="en-GB") as page:
        open_page(page, server.url(PAGE, lang="fr", survey=EARLIER))
        for path in ("strategy", "quality", "explore"):
            page.locator(f"[data-testid=stSidebarNavLink][href$='/{path}']").click()
            expect(page).to_have_url(re.compile(rf"/{path}\b"))
            _wait_for_parameter(page, "survey", EARLIER)
            assert _parameters(page)["lang"] == "fr"
            assert page.evaluate("document.documentElement.lang") == "fr"


def test_a_region_is_chosen_and_compared_with_another_and_a_link_shows_the_same(tab, server):
    with tab() as page:
        open_page(page, server.url("adoption", lang="en", survey=EARLIER))
        everything = _text(page)
        _choose(page, "region", "Europe")
        assert _text(page) != everything
        _choose(page, "compare", "Asia/Pacific")
        parameters = _parameters(page)
        assert (parameters["region"], parameters["compare"]) == ("EUR", "AP")
        titles = page.locator("h2")
        expect(titles.nth(0)).to_have_text("Status of each technology: Europe")
        expect(titles.nth(1)).to_have_text("Status of each technology: Asia/Pacific")
        # Side by side.
        left, right = titles.nth(0).bounding_box(), titles.nth(1).bounding_box()
        assert left["y"] == right["y"]
        assert left["x"] + left["width"] <= right["x"]
        compared, address = _text(page), page.url
        page.go_back()
        expect(page.get_by_role("heading", name="Status of each technology: Asia/Pacific")).to_have_count(0)
    with tab(locale="fr-FR") as page:
        open_page(page, address)
        assert _text(page) == compared


def test_a_technology_is_chosen_and_bars_show_counts(tab, server):
    with tab() as page:
        open_page(page, server.url("adoption", lang="en"))
        _choose(page, "technology", "Blockchain")
        expect(page.locator("h2").first).to_have_text("Blockchain, by region")
        page.locator(".st-key-show_control").get_by_role("radio", name="Counts").click()
        _wait_for_parameter(page, "show", "count")
        assert _parameters(page)["technology"] == "blockchain"


def test_an_indicator_is_explored_and_its_address_shows_the_same(tab, server):
    with tab() as page:
        open_page(page, server.url("explore", lang="en", survey=EARLIER))
        _choose(page, "indicator", "IT strategy")
        title = page.locator("h1").inner_text()
        _choose(page, "regions", "Europe")
        page.keyboard.press("Escape")
        assert _parameters(page)["regions"].split(",")[-1] == "EUR"
        expect(page.locator("svg.marks")).to_contain_text("Europe")
        explored, address = _text(page), page.url
    with tab(locale="fr-FR") as page:
        open_page(page, address)
        expect(page.locator("h1")).to_have_text(title)
        assert _text(page) == explored
        page.get_by_text("SQL query of this page").click()
        expect(page.get_by_test_id("stCode")).to_contain_text("region_code in ('ALL', 'EUR')")


def test_a_link_to_a_part_of_a_page_shows_the_part(tab, server):
    with tab() as page:
        open_page(page, f"{server.url(PAGE, lang='en')}#timeline")
        expect(page.locator("#timeline")).to_be_in_viewport()
        expect(page.locator("h1")).not_to_be_in_viewport()
        # Where the reader goes from there is up to the reader.
        page.locator("h1").scroll_into_view_if_needed()
        page.locator(".st-key-lang_control").get_by_role("radio", name="Français").click()
        _wait_for_parameter(page, "lang", "fr")
        expect(page.locator("h1")).to_be_in_viewport()


def test_the_keyboard_reaches_every_control_and_page(tab, server):
    with tab() as page:
        open_page(page, server.url("adoption", lang="en"))
        stops = reached_by_tab(page)
        controls = {f"{name}_control" for name in ("lang", "survey", "region", "technology", "compare", "show", "for")}
        assert controls <= {key for key, _, _ in stops}
        assert len({link for _, test_id, link in stops if test_id == "stSidebarNavLink"}) == len(PAGES)
        assert sum("files" in key for key, _, _ in stops) == page.get_by_test_id("stPopover").count()


def test_below_a_base_path_pages_and_files_are_below_it_too(tab, served_project):
    with serving(project=served_project.root, base_path="smart-customs") as server, tab() as page:
        for address in ("", "/strategy"):
            open_page(page, f"{server.address}{address}")
            page.get_by_test_id("stPopover").first.get_by_role("button").click()
            address = page.get_by_test_id("stPopoverBody").get_by_test_id("stCode").inner_text().strip()
            assert page.request.get(f"{server.address}/{address}").ok
