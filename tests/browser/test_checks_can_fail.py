"""What the browser tests look for is found where it is: each fault is planted on a page of its own."""

import os
import re

import pytest
from driving import Faults, open_page, serving
from findings import accessibility_findings, overlaps
from requirement import without_browser

PLANTED = """
import altair as alt
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
    case "contrast":
        st.html("<p style='color: #999; background: #fff'>Hard to read</p>")
    case "image":
        st.html("<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw=' width='9'>")
    case "overlap":
        texts = alt.Chart(alt.InlineData([{"x": 5, "text": "one text"}, {"x": 9, "text": "another"}])).mark_text()
        chart = texts.encode(x=alt.X("x:Q", scale=None), y=alt.value(9), text="text:N").properties(height=20)
        chart.usermeta = {"embedOptions": {"renderer": "svg"}}
        st.altair_chart(chart)
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
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


def _found(page, server, fault=""):
    with Faults().watching(page) as faults:
        open_page(page, server.url(planted=fault))
        # What a script does comes after what it draws.
        page.wait_for_load_state("networkidle")
        page.evaluate("() => new Promise(resolve => setTimeout(resolve))")
    return faults.found


def test_a_page_without_a_fault_passes(page, planted):
    assert _found(page, planted) == []
    assert accessibility_findings(page) == []
    assert overlaps(page) == []


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("console", "console: planted"),
        ("uncaught", "uncaught error: planted"),
        ("missing", "answer 404: .*/media/planted.png"),
    ],
)
def test_a_fault_that_the_browser_tells_is_noted(page, planted, fault, told):
    assert any(re.fullmatch(told, found) for found in _found(page, planted, fault))


def test_a_tab_with_a_fault_fails_its_test(tab, planted):
    with pytest.raises(AssertionError, match="console: planted"), tab() as page:
        _found(page, planted, "console")


def test_an_exception_of_the_script_is_seen(page, planted):
    _found(page, planted, "exception")
    assert page.get_by_test_id("stException").count() == 1
    assert "Traceback" in planted.log()


@pytest.mark.parametrize(("fault", "rule"), [("contrast", "color-contrast"), ("image", "image-alt")])
def test_what_shuts_people_out_is_found(page, planted, fault, rule):
    _found(page, planted, fault)
    assert any(rule in finding for finding in accessibility_findings(page))


def test_texts_on_one_another_are_found(page, planted):
    _found(page, planted, "overlap")
    assert overlaps(page) == ["one text is on another"]


@pytest.mark.parametrize(("ci", "outcome"), [("true", pytest.fail.Exception), ("", pytest.skip.Exception)])
def test_without_a_browser_tests_are_skipped_and_in_ci_they_fail(monkeypatch, ci, outcome):
    monkeypatch.setitem(os.environ, "CI", ci)
    with pytest.raises(outcome, match="no Chromium"):
        without_browser()
