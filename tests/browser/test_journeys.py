"""What a reader does: choose a language, a survey, a region; go back; send a link."""

import re
from urllib.parse import parse_qs, urlsplit

import duckdb
import pytest
from driving import open_page, wait_until_drawn
from playwright.sync_api import expect

from app.language import LANGUAGE_CODES, texts
from app.views import VIEWS
from pipeline.releases.store import ReleaseStore
from tests.support.sampling import by_turns, one_in, slow

PAGE = "participation"
EARLIER, LATER = "SCS2024", "SCS2027"
FILTERED = [(view, parameter) for view in VIEWS for parameter in getattr(view, "filters", ())]


@pytest.fixture(scope="module")
def served_project(served_project, publish_changed):
    """A release with a second, later survey: the first one's figures, but 120 submissions."""
    store = ReleaseStore(served_project.releases)
    release = store.current()
    with duckdb.connect(str(store.folder / release.file), read_only=True) as connection:
        tables = connection.sql(
            "select table_name from duckdb_columns() where schema_name = 'marts' and column_name = 'survey_code'"
        ).fetchall()
    # Names differ in both languages: a list tells its options apart by them.
    publish_changed(
        store,
        *(
            f"insert into marts.{table} select * replace ('{LATER}' as survey_code) from marts.{table}"
            for (table,) in tables
        ),
        f"""update marts.participation_summary
            set submission_count = 120, opened_on = opened_on + interval 3 year,
                survey_name_en = 'The later survey', survey_name_fr = 'La prochaine enquête'
            where survey_code = '{LATER}'""",
    )
    return served_project


def _parameters(page):
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def _text(page):
    return page.locator("[data-testid=stMain]").inner_text()


def _choose(page, parameter, option):
    """Choose from a list, by its place."""
    page.locator(f".st-key-{parameter}_control").get_by_role("combobox").click()
    page.get_by_role("option").nth(option).click()


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
        pytest.param("fr-CA", "fr", marks=slow),
        pytest.param("en-US", "en", marks=slow),
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
        expect(page.locator("h1")).to_contain_text("Membres de l'OMD")
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


@pytest.mark.parametrize(("language", "survey"), by_turns(LANGUAGE_CODES, [EARLIER, LATER]))
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
        open_page(page, server.url(PAGE, lang="xx", survey="<script>", region="nowhere", technology="none"))
        expect(page.locator("h1")).to_contain_text("120 of 186")


def test_choices_are_kept_from_page_to_page(tab, server):
    with tab(locale="en-GB") as page:
        open_page(page, server.url(PAGE, lang="fr", survey=EARLIER))
        for view in VIEWS[:3]:
            page.locator(f'[data-testid=stSidebar] [data-testid=stPageLink-NavLink][href^="{view.url_path}?"]').click()
            expect(page).to_have_url(re.compile(rf"/{view.url_path}\b"))
            _wait_for_parameter(page, "survey", EARLIER)
            assert _parameters(page)["lang"] == "fr"
            assert page.evaluate("document.documentElement.lang") == "fr"


@pytest.mark.parametrize(
    ("view", "parameter"),
    one_in(5, FILTERED),
    ids=lambda value: getattr(value, "url_path", value),
)
def test_a_filter_changes_the_page_and_its_address_and_a_link_to_it_shows_the_same(tab, server, view, parameter):
    with tab() as page:
        open_page(page, server.url(view.url_path, lang="en", survey=EARLIER))
        everything = _text(page)
        # The first option is everything, and the next may be what a page shows without a filter.
        _choose(page, parameter, -1)
        page.wait_for_function(f"new URLSearchParams(location.search).has('{parameter}')")
        wait_until_drawn(page)
        code = _parameters(page)[parameter]
        name = page.locator(f".st-key-{parameter}_control").get_by_role("combobox").input_value()
        filtered = _text(page)
        assert filtered != everything
        assert name in filtered
        page.go_back()
        page.wait_for_function(f"!new URLSearchParams(location.search).has('{parameter}')")
        wait_until_drawn(page)
        expect(page.locator("[data-testid=stMain]")).to_have_text(re.compile(re.escape(everything.split("\n")[0])))
    with tab(locale="fr-FR") as page:
        open_page(page, server.url(view.url_path, lang="en", survey=EARLIER, **{parameter: code}))
        assert _text(page) == filtered


def test_a_link_to_a_part_of_a_page_shows_the_part(tab, server):
    with tab() as page:
        open_page(page, server.url(PAGE, lang="en", survey=EARLIER))
        address = page.locator("h2 a").last.evaluate("link => link.href")
    assert urlsplit(address).fragment
    with tab() as page:
        open_page(page, address)
        title = page.locator(f"#{urlsplit(address).fragment}")
        expect(title).to_be_in_viewport()
        # Where the reader goes from there is up to the reader.
        page.locator("h1").scroll_into_view_if_needed()
        page.locator(".st-key-lang_control").get_by_role("radio", name="Français").click()
        _wait_for_parameter(page, "lang", "fr")
        expect(page.locator("h1")).to_be_in_viewport()
