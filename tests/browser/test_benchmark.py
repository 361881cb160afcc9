"""The benchmark of the app measures what it says, and sees what goes wrong."""

import asyncio
import json
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from driving import ROOT, SCRIPT, serving

from app.language import LANGUAGE_CODES
from app.release import PROJECT_VARIABLE
from app.views import VIEWS
from benchmarks.app import constants, script
from benchmarks.app.report import Measured, over_limits, table, together
from benchmarks.app.sessions import Outcome, read_at_once
from tests.support.sampling import slow

PAGES = [view.url_path for view in VIEWS]
MEASURED = Measured("adoption", charts=3, tables=2, script=0.014, floor=0.01, drawn=1.5, empty=1.0, drawn_floor=1.2)


@pytest.fixture
def in_process(served_project, monkeypatch):
    """Scripts run in this process, on the release of `served_project`."""
    monkeypatch.setenv(PROJECT_VARIABLE, str(served_project.root))
    yield
    script.Runtime._instance = None


@pytest.mark.usefixtures("in_process")
def test_the_floor_draws_as_many_charts_and_tables_as_the_page_and_nothing_else(tmp_path, monkeypatch):
    session = script.Session(SCRIPT)
    drawn = {page: session.run(page).drawn() for page in PAGES}
    assert drawn["participation"]["charts"] == 3
    assert drawn["participation"]["tables"] >= 3
    path = tmp_path / "constants.json"
    path.write_text(json.dumps(drawn), encoding="utf-8")
    monkeypatch.setenv(constants.CONSTANTS_VARIABLE, str(path))
    constants.constants.cache_clear()
    floor = script.Session(ROOT / "benchmarks" / "app" / "floor_page.py")
    for page in PAGES:
        run = floor.run(page)
        assert run.drawn() == drawn[page]
        elements = [message for message in run.messages if message.WhichOneof("type") == "delta"]
        assert len(elements) == sum(drawn[page].values())
        assert script.compare(page, session, floor, repeats=1) > (0, 0)


@pytest.mark.usefixtures("in_process")
def test_another_page_than_the_one_asked_for_is_no_measurement():
    with pytest.raises(RuntimeError, match="asked for 'nowhere'"):
        script.Session(SCRIPT).run("nowhere")


def read(address, pages, languages, **how_much):
    """What `read_at_once` comes to, in a thread of its own: in this one, the driver of the browser runs a loop."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(lambda: asyncio.run(read_at_once(address, pages, languages, **how_much))).result()


@slow
def test_readers_at_once_open_pages_and_meet_no_error(server):
    outcome = read(urlsplit(server.address).netloc, PAGES, LANGUAGE_CODES, readers=2, seconds=6)
    assert outcome.errors == []
    assert len(outcome.seconds) >= 2
    assert outcome.charts >= 1


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("st.navigation([st.Page(lambda: 1 / 0, title='a', url_path='a', default=True)]).run()", "a: .*"),
        ("st.navigation([st.Page(lambda: None, title='b', url_path='b', default=True)]).run()", "a: page not found"),
    ],
)
def test_readers_note_what_goes_wrong(tmp_path, page, told):
    path = tmp_path / "page.py"
    path.write_text(f"import streamlit as st\n{page}\n", encoding="utf-8")
    with serving(path) as server:
        outcome = read(urlsplit(server.address).netloc, ["a"], ["en"], readers=1, seconds=2)
    assert any(re.fullmatch(told, error) for error in outcome.errors), outcome.errors


def test_readers_note_that_a_server_is_gone():
    outcome = read("127.0.0.1:9", ["a"], ["en"], readers=1, seconds=1)
    assert outcome.errors[0].startswith("disconnected: ")


def test_what_is_over_its_limit_is_told():
    fine = Outcome(seconds=[0.1, 0.2])
    assert over_limits([MEASURED], fine) == []
    assert over_limits([replace(MEASURED, script=0.016)], fine) == [
        "adoption: the script takes 1.60 times the floor, at most 1.5 is allowed"
    ]
    assert over_limits([replace(MEASURED, drawn=2.1)], fine) == [
        "adoption: drawing takes 2.10 times an empty page, at most 2.0 is allowed"
    ]
    assert over_limits([], Outcome(seconds=[0.1], errors=["disconnected"])) == ["disconnected"]


def test_a_page_is_a_row_of_the_table():
    assert "| adoption | 3 | 2 | 14.0 ms | 10.0 ms | 1.40 | 1.50 s | 1.00 s | 1.50 |" in table([MEASURED])


def test_the_sentence_on_sessions_counts_pages_and_errors():
    outcome = Outcome(seconds=[0.1] * 19 + [0.5], looks=3, charts=7, errors=["a", "b"])
    sentence = together(outcome, 30, 60)
    assert "30 sessions at once, 60 s: 20 pages, 7 charts, 3 looks for a new release, 2 errors" in sentence
    assert "100 ms (median), 120 ms (95th percentile)" in sentence
