"""The benchmark of the app measures what it says, and sees what goes wrong."""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from driving import serving

from benchmarks.app.browsing import answered_after, drawn_after
from benchmarks.app.report import MEBIBYTE, Measured, Memory, over_limits, remembered, table, together
from benchmarks.app.sessions import Outcome, constants_of, read_at_once

MEASURED = Measured("adoption", charts=3, drawn=3.0, empty=1.0, answered=0.6, constants=0.5)
FINE, SAME = Outcome(seconds=[0.1, 0.2]), Memory(100 * MEBIBYTE, 101 * MEBIBYTE)


def run(coroutine):
    """What it comes to, in a thread of its own: in this one, the driver of the browser runs a loop."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


def test_pages_are_opened_and_answer_in_a_browser(tab, server):
    with tab() as page:
        assert drawn_after(page, server.url("strategy", lang="en"), 3) > 0
        assert answered_after(page, server.url("strategy", lang="en")) > 0


def test_the_constants_are_the_elements_of_the_page(server):
    constants = run(constants_of(urlsplit(server.address).netloc, "strategy", "lang=en&region=EUR"))
    kinds = [kind for kind, _ in constants]
    assert kinds.count("vega_lite_chart") == 3
    assert kinds.count("dataframe") == 3
    assert kinds.count("download_button") == 9
    rows = [content for kind, content in constants if kind == "dataframe"]
    assert all(rows)


def test_readers_at_once_open_pages_and_meet_no_error(server):
    outcome = run(read_at_once(urlsplit(server.address).netloc, ["strategy"], ["lang=en"], readers=2, seconds=2))
    assert outcome.errors == []
    assert len(outcome.seconds) >= 2


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("st.navigation([st.Page(lambda: 1 / 0, title='a', url_path='a', default=True)]).run()", "RuntimeError: a: .*"),
        ("st.navigation([st.Page(lambda: None, title='b', url_path='b')]).run()", "RuntimeError: a: page not found"),
    ],
)
def test_readers_note_what_goes_wrong(tmp_path, page, told):
    path = tmp_path / "page.py"
    path.write_text(f"import streamlit as st\n{page}\n", encoding="utf-8")
    with serving(path) as server:
        outcome = run(read_at_once(urlsplit(server.address).netloc, ["a"], ["lang=en"], readers=1, seconds=2))
    assert any(re.fullmatch(told, error) for error in outcome.errors), outcome.errors


def test_readers_note_that_a_server_is_gone():
    assert run(read_at_once("127.0.0.1:9", ["a"], ["lang=en"], readers=1, seconds=1)).errors


def test_what_is_over_its_limit_is_told():
    assert over_limits([MEASURED], [FINE], SAME, SAME) == []
    assert over_limits([replace(MEASURED, drawn=3.6)], [FINE], SAME, SAME) == [
        "adoption: drawing takes 3.60 times an empty page, at most 3.5 is allowed"
    ]
    assert over_limits([replace(MEASURED, answered=0.8)], [FINE], SAME, SAME) == [
        "adoption: the choice of a region takes 1.60 times the same from constants, at most 1.5 is allowed"
    ]
    assert over_limits([], [replace(FINE, errors=["disconnected"])], SAME, SAME) == ["disconnected"]
    assert over_limits([], [Outcome(seconds=[1.2, 1.2])], SAME, SAME) == [
        "one in twenty waits 1.20 s, less than 1.0 s is allowed"
    ]
    assert over_limits([], [FINE], Memory(0, 20 * MEBIBYTE), SAME) == [
        "the server grew by 20.0 MiB, that of an empty page by 1.0 MiB"
    ]


def test_figures_are_written_as_a_table_and_two_sentences():
    text = table([MEASURED, Measured("about", 1, 2.0, 1.0)])
    assert "| adoption | 3 | 3.00 s | 1.00 s | 3.00 | 0.60 s | 0.50 s | 1.20 |" in text
    assert "| about | 1 | 2.00 s | 1.00 s | 2.00 |  | |  |" in text
    outcome = Outcome(seconds=[0.1] * 19 + [0.5], errors=["a", "b"])
    assert "60 s: 20 pages, 2 errors (limit 0). From request to finished script: 100 ms" in together(outcome, 30, 60)
    assert "grew by 1.0 MiB, from 100 MiB; that of an empty page by 1.0 MiB" in remembered(SAME, SAME, 500)
