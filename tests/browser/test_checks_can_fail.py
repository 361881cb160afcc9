"""What the browser tests look for is found where it is: each fault is planted on a page of its own."""

import os
import re

import pytest
from driving import Faults, open_page, serving, show_whole
from findings import accessibility_findings, heading_faults, reached_by_tab
from requirement import without_browser

PLANTED = """
import streamlit as st

st.title("A page")
match st.query_params.get("planted"):
    case "exception":
        raise ValueError("planted")
    case "console":
        st.html("<script>console.error('planted')</script>", unsafe_allow_javascript=True)
    case "uncaught":
        st.html("<script>setTimeout(() => { throw new Error('planted') })</script>", unsafe_allow_javascript=True)
    case "missing":
        st.html("<script>fetch('/media/planted.png')</script>", unsafe_allow_javascript=True)
    case "unreachable":
        st.html("<script>fetch('http://127.0.0.1:9/planted')</script>", unsafe_allow_javascript=True)
    case "contrast":
        st.html("<p style='color: #999; background: #fff'>Hard to read</p>")
    case "image":
        st.html("<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw=' width='9'>")
    case "heading":
        st.subheader("Skips a level")
    case "second title":
        st.title("Another page")
    case "no key":
        st.html("<div class='st-key-unreachable' onclick='1'>Click</div>")
"""
"""A page without a fault, and with the one that its URL names."""


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    script = tmp_path_factory.mktemp("planted") / "page.py"
    script.write_text(PLANTED, encoding="utf-8")
    with serving(script) as server:
        yield server


@pytest.fixture(scope="module")
def page(browser):
    context = browser.new_context()
    yield context.new_page()
    context.close()


def _found(page, server, fault=""):
    with Faults().watching(page) as faults:
        open_page(page, server.url(planted=fault))
        show_whole(page)
        # What a script does comes after what it draws.
        page.wait_for_load_state("networkidle")
        page.evaluate("() => new Promise(resolve => setTimeout(resolve))")
    return faults.found


def test_a_page_without_a_fault_passes(page, planted):
    assert _found(page, planted) == []
    assert accessibility_findings(page) == []
    assert heading_faults(page) == []
    assert page.locator("[data-testid=stException]").count() == 0


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("console", "console: planted"),
        ("uncaught", "uncaught error: planted"),
        ("missing", "answer 404: .*/media/planted.png"),
        ("unreachable", "request failed: http://127.0.0.1:9/planted .*"),
    ],
)
def test_a_fault_that_the_browser_tells_is_noted(page, planted, fault, told):
    assert any(re.fullmatch(told, found) for found in _found(page, planted, fault))


def test_a_tab_with_a_fault_fails_its_test(tab, planted):
    def look():
        with tab() as page:
            open_page(page, planted.url(planted="console"))
            page.wait_for_load_state("networkidle")

    with pytest.raises(AssertionError, match="console: planted"):
        look()


def test_an_exception_of_the_script_is_seen(page, planted):
    _found(page, planted, "exception")
    assert page.locator("[data-testid=stException]").count() == 1
    assert "Traceback" in planted.log()


@pytest.mark.parametrize(("fault", "rule"), [("contrast", "color-contrast"), ("image", "image-alt")])
def test_what_shuts_people_out_is_found(page, planted, fault, rule):
    _found(page, planted, fault)
    assert any(rule in finding for finding in accessibility_findings(page))


def test_what_is_below_the_fold_is_looked_at_too(page, planted):
    _found(page, planted)
    page.set_viewport_size({"width": 1280, "height": 300})
    page.locator("h1").evaluate("""title => {
        title.insertAdjacentHTML('afterend', "<p style='margin-top: 2000px; color: #999; background: #fff'>Low</p>")
    }""")
    show_whole(page)
    assert any("color-contrast" in finding for finding in accessibility_findings(page))


@pytest.mark.parametrize(
    ("fault", "told"), [("heading", "'Skips a level' is of level 3 below level 1"), ("second title", "expected one of")]
)
def test_headings_out_of_order_are_found(page, planted, fault, told):
    _found(page, planted, fault)
    assert any(told in found for found in heading_faults(page))


def test_what_no_key_reaches_is_not_among_the_stops(page, planted):
    _found(page, planted, "no key")
    stops = reached_by_tab(page)
    assert any(test_id == "stMainMenuButton" for _, test_id, _ in stops)
    assert not any(key == "unreachable" for key, _, _ in stops)


@pytest.mark.parametrize(("ci", "outcome"), [("true", pytest.fail.Exception), ("", pytest.skip.Exception)])
def test_without_a_browser_tests_are_skipped_and_in_ci_they_fail(monkeypatch, ci, outcome):
    monkeypatch.setitem(os.environ, "CI", ci)
    with pytest.raises(outcome, match="no Chromium"):
        without_browser()
