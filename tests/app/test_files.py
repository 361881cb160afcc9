"""What a reader takes along: every file has the rows of its mart, as a spreadsheet takes them, at a lasting address."""

import csv
import io
from urllib.parse import quote

import openpyxl
import pandas as pd
import pytest
from starlette.requests import Request
from starlette.responses import Response

from app.context import PageContext
from app.files.csv_file import to_csv
from app.files.kinds import KINDS, facts, file_address, file_name
from app.files.routes import file_routes
from app.files.workbook import to_workbook
from app.language import LANGUAGE_CODES, Language
from app.release import CurrentRelease, current_release
from app.tables import TABLES, rows_of, source

SURVEY = "SCS2024"
ENGLISH, FRENCH = Language("en"), Language("fr")


@pytest.fixture
def get():
    """Ask for a file at an address below that of the app, as its server does."""

    def _get(address: str) -> Response:
        path, _, query = address.partition("?")
        scope = {"type": "http", "method": "GET", "path": path, "root_path": "", "headers": []}
        (route,) = file_routes("")
        _, matched = route.matches(scope)
        return route.endpoint(Request({**scope, **matched, "query_string": query.encode()}))

    return _get


def _context(current: CurrentRelease, **chosen: str) -> PageContext:
    return PageContext(current, SURVEY, ENGLISH, **chosen)


def _rows_of_csv(content: bytes, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=delimiter))


# --- which rows


@pytest.mark.parametrize("key", TABLES)
def test_a_part_has_the_rows_of_its_table_and_those_of_what_was_chosen(shipped, key):
    table = TABLES[key]
    for chosen in ({}, {"region_code": "MENA", "technology_code": "drones"}):
        context = _context(shipped, **chosen)
        shown = rows_of(key, context)
        name = source(key, context)
        conditions = {"survey_code": SURVEY}
        # A long mart has all Members among its regions.
        is_long = table.by_region == table.mart
        if chosen and table.follows_region:
            assert is_long or name.endswith("_by_region")
        if table.follows_region and (chosen or is_long):
            conditions["region_code"] = "MENA" if chosen else "ALL"
        if table.follows_technology:
            conditions["technology_code"] = "drones" if chosen else "ai_ml"
        every = shipped.opened.query(f"from {name}").df()
        for column, value in conditions.items():
            if column in every:
                every = every[every[column] == value]
        assert len(shown)
        pd.testing.assert_frame_equal(shown, every.reset_index(drop=True))


# --- CSV


def test_a_csv_has_all_columns_and_values_with_names_of_both_kinds(shipped):
    rows = rows_of("participation.regions", _context(shipped))
    heading, *cells = _rows_of_csv(to_csv(rows, ENGLISH))
    assert [name.partition("[")[2].rstrip("]") for name in heading] == list(rows)
    assert [row[list(rows).index("submission_count")] for row in cells] == [
        str(count) for count in rows["submission_count"]
    ]


def test_a_csv_for_french_spreadsheets_has_semicolons_and_decimal_commas():
    rows = pd.DataFrame({"share": [0.5, None], "region_code": ["EUR", "AP; x"]})
    _, first, second = _rows_of_csv(to_csv(rows, FRENCH, as_locale=True), ";")
    assert first == ["0,5", "EUR"]
    assert second == ["", "AP; x"]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", '"=1"', "\t=1", "＝1", "a;=1", "a\r\n=cmd()", "a|+1"]
)
def test_a_text_that_would_be_a_formula_is_none(text):
    for as_locale in (False, True):
        content = to_csv(pd.DataFrame({"description": [text]}), ENGLISH, as_locale=as_locale)
        (cell,) = _rows_of_csv(content, ";" if as_locale else ",")[1]
        assert cell.startswith("'") or ";'" in cell or "|'" in cell or "\n'" in cell


def test_numbers_below_zero_stay_numbers():
    content = to_csv(pd.DataFrame({"difference": [-1.5, 2.0]}), ENGLISH)
    assert _rows_of_csv(content)[1:] == [["-1.5"], ["2.0"]]


@pytest.mark.parametrize("language", [ENGLISH, FRENCH])
def test_a_suppressed_number_is_a_word_in_every_kind(language):
    rows = pd.DataFrame({"region_code": ["EUR", "AP"], "share": [None, 0.25], "is_suppressed": [True, False]})
    assert _rows_of_csv(to_csv(rows, language))[1][1] == language.suppressed
    sheet = openpyxl.load_workbook(io.BytesIO(to_workbook(rows, {}, language))).worksheets[0]
    assert [cell.value for cell in sheet["B"]][1:] == [language.suppressed, 0.25]


# --- XLSX


def test_a_workbook_has_typed_values_percents_and_says_what_it_is(shipped):
    key, context = "participation.timeline", _context(shipped)
    rows = rows_of(key, context)
    book = openpyxl.load_workbook(io.BytesIO(to_workbook(rows, facts(context, key), ENGLISH)))
    sheet, about = book.worksheets
    columns = {name: [cell.value for cell in cells][1:] for name, cells in zip(rows, sheet.columns, strict=True)}
    assert [day.date() for day in columns["submitted_on"]] == [day.date() for day in rows["submitted_on"]]
    assert columns["submission_count"] == list(rows["submission_count"])
    place = list(rows).index("cumulative_participation_rate")
    assert (
        sheet.cell(2, place + 1).number_format == "0%"
        or sheet.column_dimensions[sheet.cell(1, place + 1).column_letter].number_format == "0%"
    )
    told = {row[0].value: row[1].value for row in about.iter_rows()}
    assert told["Title"] == "Submissions over time"
    assert "marts.participation_timeline" in told["Source"]
    assert "synthetic" in told["Answers"].lower()
    assert told["submitted_on"]


def test_texts_of_a_workbook_are_no_formulas_numbers_or_links():
    rows = pd.DataFrame({"description": ["=1+1", "0012", "http://evil.example"]})
    sheet = openpyxl.load_workbook(io.BytesIO(to_workbook(rows, {}, ENGLISH))).worksheets[0]
    assert [(cell.value, cell.data_type, cell.hyperlink) for cell in sheet["A"]][1:] == [
        (text, "s", None) for text in rows["description"]
    ]


# --- addresses


@pytest.mark.usefixtures("project_with_release")
@pytest.mark.parametrize("kind", KINDS)
def test_every_part_has_its_files_at_its_address(get, kind):
    context = _context(current_release(), region_code="EUR", technology_code="drones")
    for key in TABLES:
        answer = get("/" + file_address(key, kind, context))
        assert answer.status_code == 200, key
        assert answer.headers["Content-Type"] == KINDS[kind].media_type
        assert quote(file_name(key, kind, context)) in answer.headers["Content-Disposition"]
        if kind == "csv":
            assert answer.body == to_csv(rows_of(key, context), ENGLISH), key


@pytest.mark.usefixtures("project_with_release")
def test_addresses_of_before_hold(get):
    release = current_release().release.release_id
    answer = get(f"/files/impact/quadrants.csv?lang=fr&survey={SURVEY}&release={release}")
    assert answer.status_code == 200
    assert b"impact_mean" in answer.body


@pytest.mark.usefixtures("project_with_release")
def test_a_link_names_a_content_and_holds_while_a_release_of_it_is_kept(get, publish):
    context = _context(current_release())
    release = context.current.release
    address = "/" + file_address("adoption.totals", "csv", context)
    assert f"release={release.content_hash[:16]}" in address
    before = get(address).body
    publish("update marts.technology_status_totals set selection_count = 1")
    assert get(address.replace(release.content_hash[:16], release.release_id)).body == before
    assert get("/files/adoption/totals.csv").body != before


@pytest.mark.usefixtures("project_with_release")
@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("files/nowhere/x.csv", 404, "Unknown page “nowhere”. Available pages: overview, "),
        (
            "files/adoption/x.csv",
            404,
            "Unknown part “x”. Available parts of this page: technologies, by_region, totals.",
        ),
        ("files/adoption/totals.png", 404, "“png”. Available file types: csv, semicolon.csv, xlsx."),
        ("files/participation/regions.csv?region=ESA", 404, "“regions” cannot be filtered by region"),
        ("files/strategy/distribution.csv?technology=drones&lang=fr", 404, "ne peut pas être filtré par technology"),
        ("files/adoption/technologies.csv?region=XX", 404, "Unknown region “XX”. Available values: ESA, "),
        ("files/adoption/technologies.csv?survey=XX", 404, "Unknown survey “XX”"),
        ("files/adoption/technologies.csv?release=r9999-gone", 410, "Release r9999-gone is no longer kept"),
        ("files/adoption/technologies.csv?release=0", 410, "Release 0 is no longer kept"),
    ],
)
def test_what_is_not_there_is_told_in_one_sentence(get, address, status, said):
    answer = get("/" + address)
    assert answer.status_code == status
    assert said in answer.body.decode()
    assert b"\n" not in answer.body


@pytest.mark.usefixtures("project_with_release")
def test_without_a_release_a_file_says_what_to_run(get, store):
    for path in store.folder.iterdir():
        if path.is_file():
            path.chmod(0o600)
            path.unlink()
    for lang in LANGUAGE_CODES:
        answer = get(f"/files/adoption/totals.csv?lang={lang}")
        assert answer.status_code == 503
        assert b"make build" in answer.body
