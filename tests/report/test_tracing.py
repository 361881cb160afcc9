"""Every figure that a report prints is found in the release, by the mart, column and key that it leaves."""

import json
import re
from dataclasses import replace
from html import unescape
from typing import Any

import pytest

from pipeline.releases.read import OpenRelease
from pipeline.report.typesetting import printed_numbers
from tests.report.tracing import not_found
from tests.report.written import Report

_SPAN = re.compile(
    r'<span class="number" title="[^"]*" data-mart="([^"]*)" data-column="([^"]*)" data-key="([^"]*)" '
    r'data-value="([^"]*)">(.*?)</span>'
)


@pytest.fixture
def numbers(report: Report) -> list[dict[str, Any]]:
    return printed_numbers(report.document)


def test_every_figure_of_the_pdf_is_in_the_release(
    numbers: list[dict[str, Any]], opened: OpenRelease, capsys: pytest.CaptureFixture[str]
) -> None:
    with capsys.disabled():
        print(f"\n{len(numbers)} figures printed and looked up")
    assert len(numbers) > 1000
    assert not_found(numbers, opened.cursor()) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": "117"},
        {"text": "11"},
        {"column": "member_count"},
        {"key": {"survey_code": "SCS2024", "region_code": "ALL"}},
        {"key": {"survey_code": "SCS2027"}},
        {"key": {}, "mart": "marts.participation_by_region"},
    ],
)
def test_a_figure_that_the_release_does_not_have_is_named(wrong: dict[str, Any], opened: OpenRelease) -> None:
    good = {
        "text": "116",
        "mart": "marts.participation_summary",
        "column": "submission_count",
        "key": {"survey_code": "SCS2024"},
    }
    assert not_found([good], opened.cursor()) == []
    assert len(not_found([good | wrong], opened.cursor())) == 1


@pytest.mark.parametrize(
    ("text", "column", "mart"),
    [
        ("61%", "participation_rate", "marts.participation_summary"),
        ("7 May 2024", "deadline_on", "marts.participation_summary"),
    ],
)
def test_a_wrong_percentage_or_date_is_named(text: str, column: str, mart: str, opened: OpenRelease) -> None:
    number = {"text": text, "mart": mart, "column": column, "key": {"survey_code": "SCS2024"}}
    assert len(not_found([number], opened.cursor())) == 1


def test_the_web_page_prints_the_same_figures_and_says_where_they_are_from(
    numbers: list[dict[str, Any]], report: Report
) -> None:
    on_the_web = [
        {"mart": mart, "column": column, "key": json.loads(unescape(key)), "value": unescape(value)}
        for mart, column, key, value, _ in _SPAN.findall(report.html)
    ]
    assert on_the_web == [{name: number[name] for name in ("mart", "column", "key", "value")} for number in numbers]


def test_figures_of_another_release_are_not_taken_for_those_of_this_one(report: Report) -> None:
    """What the layout is given is what it prints: a changed figure is printed as changed."""
    section = report.document.sections[2]
    lead = section.blocks[0]
    changed = replace(lead, runs=[replace(run, text="999") if not isinstance(run, str) else run for run in lead.runs])
    document = replace(report.document, sections=[replace(section, blocks=[changed])])
    assert {number["text"] for number in printed_numbers(document)} == {"999"}
