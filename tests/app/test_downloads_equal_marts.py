"""Whatever a reader takes along from any page holds the rows of its mart: all, with all columns, no value changed."""

import csv
import datetime as dt
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import duckdb
import pytest
from python_calamine import CalamineWorkbook
from worked_out import choices, context_of, page_of, rows_of, table_of

from app.columns import label
from app.content import Part
from app.downloads.csv_file import to_csv
from app.downloads.workbook import to_workbook
from app.language import Language
from app.release import PROJECT_VARIABLE, current_release


@dataclass
class Shown:
    """A part of a page, and what it has to show."""

    part: Part
    language: Language
    table: str
    columns: list[str]
    rows: list[tuple[Any, ...]]

    @property
    def headings(self) -> list[str]:
        return [label(column, self.language) for column in self.columns]

    @cached_property
    def csv(self) -> list[list[str]]:
        return _csv(to_csv(self.part.rows, self.language))

    @cached_property
    def sheets(self) -> list[list[list[Any]]]:
        return _sheets(self.part, self.language)


@pytest.fixture(scope="module")
def release(released_project) -> Iterator[duckdb.DuckDBPyConnection]:
    """The release that the pages of this module show, to be queried."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv(PROJECT_VARIABLE, str(released_project))
        with current_release().opened.cursor() as connection:
            yield connection


@pytest.fixture(scope="module", params=list(choices()), ids=lambda choice: "-".join(filter(None, choice)))
def shown(request, release) -> list[Shown]:
    """All parts of a page that show rows of the release."""
    url_path, language, region, technology = request.param
    parts = []
    for part in page_of(url_path, language, region, technology).parts:
        table = table_of(part)
        if table != "releases/*.json":
            found = rows_of(release, table, url_path, part.name, region, technology)
            parts.append(Shown(part, Language(language), table, *found))
    assert parts
    return parts


def test_every_csv_file_equals_its_mart(shown):
    for one in shown:
        heading, *rows = one.csv
        assert heading == [f"{text} [{name}]" for text, name in zip(one.headings, one.columns, strict=True)]
        assert one.rows
        assert Counter(map(tuple, rows)) == Counter(tuple(map(_in_csv, row)) for row in one.rows), one.table


def test_every_workbook_equals_its_mart(shown):
    for one in shown:
        heading, *rows = one.sheets[0]
        assert heading == one.headings
        assert Counter(map(_typed, rows)) == Counter(map(_typed, one.rows)), one.table


def test_a_file_holds_its_rows_in_the_order_of_the_page(shown):
    for one in shown:
        _, *in_csv = one.csv
        _, *in_workbook = one.sheets[0]
        texts = [
            place for place, name in enumerate(one.columns) if all(isinstance(row[place], str) for row in one.rows)
        ]
        on_page = [[row[place] for place in texts] for row in one.part.rows.itertuples(index=False)]
        assert [[row[place] for place in texts] for row in in_csv] == on_page
        assert [[row[place] for place in texts] for row in in_workbook] == on_page


def test_the_second_sheet_says_what_the_rows_are(shown):
    release_id = current_release().release.release_id
    for one in shown:
        about = one.sheets[1]
        said = {row[0]: row[1] for row in about}
        text, known = one.language.text, one.part.known
        assert said[text("workbook.title")] == known.title
        assert said[text("workbook.base")] == known.base
        assert said[text("workbook.source")] == known.source
        assert one.table in known.source
        assert release_id in known.source
        assert said[text("workbook.origin")] == text("part.synthetic")
        assert about[-len(one.columns) :] == [list(pair) for pair in zip(one.columns, one.headings, strict=True)]


def test_headings_are_in_the_language_of_the_page(shown):
    for one in shown:
        other = Language("fr" if one.language.code == "en" else "en")
        assert one.headings != [label(column, other) for column in one.columns]


@pytest.mark.usefixtures("release")
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_list_of_releases_is_that_of_the_files_of_releases(language):
    [history] = [part for part in page_of("quality", language).parts if table_of(part) == "releases/*.json"]
    current = current_release().release
    _, row = _csv(to_csv(history.rows, Language(language)))
    assert row == [
        current.release_id,
        str(current.sequence),
        current.built_at,
        ", ".join(current.survey_codes),
        current.content_hash,
        "True",
    ]


@pytest.mark.usefixtures("release")
@pytest.mark.parametrize(
    ("region", "technology", "expected"),
    [
        (None, None, {"technologies": "", "by_region": "AI / machine learning", "totals": ""}),
        ("MENA", None, {"technologies": "MENA", "by_region": "AI / machine learning", "totals": ""}),
        ("MENA", "blockchain", {"technologies": "MENA", "by_region": "Blockchain", "totals": ""}),
    ],
)
def test_a_file_says_and_is_named_by_what_it_is_about(region, technology, expected):
    context = context_of("en", region, technology)
    for part in page_of("adoption", "en", region, technology).parts:
        about = expected[part.name]
        assert part.known.filter == (context.code_name("regions", "MENA") if about == "MENA" else about)
        assert ("_mena_" in part.known.file_stem) == (about == "MENA")
        said = {row[0]: row[1] for row in _sheets(part, Language("en"))[1]}
        assert said.get("Filter", "") == part.known.filter


@pytest.mark.usefixtures("project_with_release")
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_file_of_a_collected_survey_does_not_say_synthetic(publish, language):
    publish("update marts.participation_summary set origin_code = 'collected'")
    for part in page_of("strategy", language).parts:
        assert part.known.origin == ""
        said = " ".join(str(cell) for row in _sheets(part, Language(language))[1] for cell in row)
        assert not re.search("synth", said, re.IGNORECASE)


@pytest.mark.usefixtures("project_with_release")
@pytest.mark.parametrize("language", ["en", "fr"])
def test_whole_numbers_stay_whole_beside_nulls_and_suppressed_ones(publish, language):
    publish(
        "update marts.maturity_by_region set is_suppressed = true, submission_count = null, respondent_count = null,"
        " share = null, share_rank = null where region_code = 'MENA'",
        "update marts.maturity_by_region set share = null, share_rank = null where region_code = 'EUR'",
    )
    [part] = [part for part in page_of("strategy", language).parts if part.name == "by_region"]
    with current_release().opened.cursor() as connection:
        columns, expected = rows_of(connection, "marts.maturity_by_region", "strategy", "by_region", None, None)
    word = Language(language).suppressed
    hidden = columns.index("is_suppressed")
    expected = [tuple(word if row[hidden] and cell is None else cell for cell in row) for row in expected]
    assert sum(word in row for row in expected) == 5
    _, *in_csv = _csv(to_csv(part.rows, Language(language)))
    assert Counter(map(tuple, in_csv)) == Counter(tuple(map(_in_csv, row)) for row in expected)
    _, *in_workbook = _sheets(part, Language(language))[0]
    assert Counter(map(_typed, in_workbook)) == Counter(map(_typed, expected))


def _csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def _sheets(part: Part, language: Language) -> list[list[list[Any]]]:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(to_workbook(part.rows, part.known, language)))
    assert workbook.sheet_names == [language.text("workbook.rows"), language.text("workbook.about")]
    return [workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names]


def _in_csv(value: Any) -> str:
    """A value of a mart as CSV has it: numbers with every digit, dates as ISO 8601, nothing for null."""
    if value is None:
        return ""
    if isinstance(value, float):
        return repr(value)
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@")) else str(value)


def _typed(row: Any) -> tuple[tuple[str, Any], ...]:
    """Cells with what they are: text, number, boolean or date.

    A spreadsheet has one kind of number, written with 16 digits.
    """
    return tuple(_kind(None if value == "" else value) for value in row)


def _kind(value: Any) -> tuple[str, Any]:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return "number", f"{value:.16g}"
    if isinstance(value, dt.datetime):
        value = value.date() if value.time() == dt.time() else value
    return type(value).__name__, value
