"""What a reader takes along: every link to a file on every page gives one that opens and holds the rows of the mart."""

import csv
import datetime as dt
import math
import re
import struct
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import duckdb
import pytest
from driving import open_page
from python_calamine import CalamineWorkbook

from app.language import LANGUAGE_CODES, Language
from app.views import VIEWS
from pipeline.releases.store import ReleaseStore
from tests.support.sampling import by_turns_together, one_in

# A heading of a CSV file ends in the column's own name.
OWN_NAME = re.compile(r"(?:.*\[)?(\w+)\]?")


# Milliseconds for a file: a machine that is busy with other tests makes the largest one slowly.
PATIENCE = 120_000


@pytest.fixture(scope="module")
def marts(served_project):
    """The release that the app shows, to be queried."""
    store = ReleaseStore(served_project.releases)
    with duckdb.connect(str(store.folder / store.current().file), read_only=True) as connection:
        yield connection


@pytest.fixture(
    scope="module",
    params=one_in(5, by_turns_together(VIEWS, LANGUAGE_CODES)),
    ids=lambda opened: f"{opened[0].url_path}-{opened[1]}",
)
def downloaded(request, browser, server, tmp_path_factory):
    """The language of a page, and all that its links to files give: the address and the file."""
    view, language = request.param
    folder = tmp_path_factory.mktemp("downloaded")
    files = {}
    context = browser.new_context()
    try:
        page = context.new_page()
        open_page(page, server.url(view.url_path, lang=language))
        for link in page.locator(".files a").all():
            key = link.get_attribute("href").split("?")[0]
            with page.expect_download(timeout=PATIENCE) as download:
                link.click()
            files[key] = folder / download.value.suggested_filename
            download.value.save_as(files[key])
        # The page is still there: a link to a file leads nowhere else.
        assert page.locator("h1").count() == 1
    finally:
        context.close()
    return Language(language), files


def _of_kind(files: dict[str, Path], *endings: str) -> list[Path]:
    return [path for path in files.values() if path.suffix[1:] in endings]


def _table_of(path: Path, connection) -> str:
    """The table that a file holds rows of, from its name: the longest name of a table that it begins with.

    Empty where it begins with none: such rows are of no table, such as the list of releases.
    """
    tables = connection.sql("select schema_name, table_name from duckdb_tables()").fetchall()
    names = {(table if schema == "marts" else f"{schema}_{table}"): f"{schema}.{table}" for schema, table in tables}
    return names.get(max((name for name in names if path.name.startswith(f"{name}_")), key=len, default=""), "")


def _expected(path: Path, columns: list[str], connection) -> list[tuple[Any, ...]]:
    """The rows of the mart that a file has to hold.

    Those of the survey that is shown; of one region or technology where the name of the file says so.
    """
    table = _table_of(path, connection)
    described = [row[0] for row in connection.sql(f"describe {table}").fetchall()]
    assert columns == described, path.name
    rows = connection.sql(f"select * from {table}").fetchall()
    for column in ("region_code", "technology_code"):
        if column in columns:
            place = columns.index(column)
            chosen = [code for code in {row[place] for row in rows} if f"_{code.lower()}_" in path.name]
            rows = [row for row in rows if not chosen or row[place] in chosen]
    return rows


def _same(found: Any, expected: Any, is_suppressed: bool, language: Language) -> bool:
    """Whether a cell of a file is a value of the mart: as text in CSV, as a number or a date in XLSX."""
    if expected is None:
        return found == (language.suppressed if is_suppressed else "") or (is_suppressed and found == "")
    if isinstance(expected, bool):
        return str(found) == str(expected)
    if isinstance(expected, int | float):
        return found != "" and math.isclose(float(found), float(expected), rel_tol=1e-12)
    if isinstance(expected, dt.date | dt.datetime):
        read = dt.datetime.fromisoformat(found) if isinstance(found, str) else found
        return dt.date.fromisoformat(str(read)[:10]) == dt.date.fromisoformat(str(expected)[:10]) and (
            not isinstance(expected, dt.datetime) or read == expected
        )
    return found == str(expected)


def _differences(path: Path, columns: list[str], found: list[list[Any]], connection, language: Language) -> list[str]:
    """How the rows of a file differ from those of the mart, in whatever order either has them."""
    expected = _expected(path, columns, connection)
    suppressed = columns.index("is_suppressed") if "is_suppressed" in columns else None
    left = list(expected)
    differences = []
    for row in found:
        like = next(
            (
                other
                for other in left
                if len(other) == len(row)
                and all(
                    _same(cell, value, suppressed is not None and bool(other[suppressed]), language)
                    for cell, value in zip(row, other, strict=True)
                )
            ),
            None,
        )
        if like is None:
            differences.append(f"{path.name}: {row} is no row of the mart")
        else:
            left.remove(like)
    # A part may be about one technology: then all its rows, and no other's.
    if found and "technology_code" in columns:
        place = columns.index("technology_code")
        shown = {row[place] for row in found}
        left = [row for row in left if row[place] in shown] if len(shown) == 1 else left
    return differences + [f"{path.name}: {row} of the mart is missing" for row in left]


def test_the_rows_of_every_csv_file_are_those_of_the_mart(downloaded, marts):
    language, files = downloaded
    paths = _of_kind(files, "csv")
    assert paths
    for path in paths:
        if not _table_of(path, marts):
            continue
        with path.open(encoding="utf-8-sig", newline="") as file:
            heading, *rows = csv.reader(file)
        columns = [OWN_NAME.fullmatch(name)[1] for name in heading]
        assert rows, path.name
        differences = _differences(path, columns, rows, marts, language)
        assert not differences, "\n".join(differences[:10])


def test_the_rows_of_every_workbook_are_those_of_the_mart(downloaded, marts):
    language, files = downloaded
    for path in _of_kind(files, "xlsx"):
        if not _table_of(path, marts):
            continue
        heading, *rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
        columns = [row[0] for row in marts.sql(f"describe {_table_of(path, marts)}").fetchall()]
        assert len(heading) == len(columns), path.name
        assert all(heading), path.name
        differences = _differences(path, columns, rows, marts, language)
        assert not differences, "\n".join(differences[:10])


def test_only_the_list_of_releases_is_of_no_table(downloaded, marts):
    _, files = downloaded
    others = [path.name for path in files.values() if not _table_of(path, marts)]
    assert all(name.startswith("releases_json_") for name in others), others


def test_every_picture_opens_and_says_where_it_comes_from(downloaded, served_project):
    release = ReleaseStore(served_project.releases).current().release_id
    _, files = downloaded
    for path in _of_kind(files, "svg"):
        words = " ".join(ElementTree.parse(path).getroot().itertext())
        assert release in words, path.name
    for path in _of_kind(files, "png"):
        content = path.read_bytes()
        assert content.startswith(b"\x89PNG\r\n\x1a\n"), path.name
        width, height = struct.unpack(">II", content[16:24])
        assert width >= 1000, path.name
        assert height >= 300, path.name


def test_every_chart_and_every_table_has_its_files(downloaded):
    _, files = downloaded
    kinds: dict[str, set[str]] = {}
    for key, path in files.items():
        kinds.setdefault(key.removesuffix(path.suffix), set()).add(path.suffix[1:])
    assert all({"csv"} <= found for found in kinds.values()), kinds
    assert all(("png" in found) == ("svg" in found) for found in kinds.values()), kinds


def test_a_row_that_is_not_in_the_mart_is_found_and_one_that_is_missing(marts):
    columns = [row[0] for row in marts.sql("describe marts.participation_by_region").fetchall()]
    rows = [list(row) for row in marts.sql("select * from marts.participation_by_region").fetchall()]
    path = Path("participation_by_region_SCS2024_r0001.csv")
    english = Language("en")
    assert _differences(path, columns, rows, marts, english) == []
    assert len(_differences(path, columns, rows[1:], marts, english)) == 1
    changed = [[*rows[0]], *rows[1:]]
    place = columns.index("submission_count")
    changed[0][place] += 1
    assert len(_differences(path, columns, changed, marts, english)) == 2
    assert len(_differences(path, columns, [*rows, rows[0]], marts, english)) == 1
