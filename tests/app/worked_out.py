"""Pages as values, worked out for a language and for filters without Streamlit, and the rows that they have to show."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import duckdb

from app.content import Page, Part
from app.context import PageContext
from app.language import LANGUAGE_CODES, Language, LanguageCode
from app.release import current_release
from app.views import VIEWS, View

SURVEY = "SCS2024"
# Which part of which page follows which filter; all others show all rows.
BY_REGION = {
    ("strategy", "distribution"),
    ("adoption", "technologies"),
    ("impact", "quadrants"),
    ("capacity-building", "needs"),
}
BY_TECHNOLOGY = {("adoption", "by_region"), ("impact", "by_region")}


def view_of(url_path: str) -> View:
    """The page with this address."""
    return next(view for view in VIEWS if view.url_path == url_path)


def context_of(
    language: LanguageCode = "en", region: str | None = None, technology: str | None = None, survey: str = SURVEY
) -> PageContext:
    """What a page is given that shows the current release."""
    return PageContext(current_release(), survey, Language(language), region, technology)


def page_of(
    url_path: str,
    language: LanguageCode = "en",
    region: str | None = None,
    technology: str | None = None,
    survey: str = SURVEY,
) -> Page:
    """A page of the current release."""
    return view_of(url_path).page(context_of(language, region, technology, survey))


def choices(*, region: str = "MENA", technology: str = "blockchain") -> Iterator[tuple[str, LanguageCode, Any, Any]]:
    """Every page in both languages, without a filter and with each filter that it has: as page_of takes it."""
    for view, language in product(VIEWS, LANGUAGE_CODES):
        yield view.url_path, language, None, None
        if "region" in view.filters:
            yield view.url_path, language, region, None
        if "technology" in view.filters:
            yield view.url_path, language, None, technology


def table_of(part: Part) -> str:
    """The table whose rows a part shows, with its schema; `releases/*.json` where it shows files."""
    return part.known.source.replace("\u00a0", " ").split(": ")[1].split(" : ")[-1].split(",")[0]


def rows_of(
    connection: duckdb.DuckDBPyConnection, table: str, url_path: str, name: str, region: str | None, technology: Any
) -> tuple[list[str], list[tuple[Any, ...]]]:
    """The columns of a table, and those of its rows that a part of a page has to show."""
    columns = [row[0] for row in connection.sql(f"describe {table}").fetchall()]
    conditions = {"survey_code": SURVEY} if "survey_code" in columns else {}
    if region and (url_path, name) in BY_REGION:
        assert table.endswith("_by_region")
        conditions["region_code"] = region
    if (url_path, name) in BY_TECHNOLOGY:
        conditions["technology_code"] = technology or _first_technology(connection)
    where = " and ".join(f"{column} = ?" for column in conditions) or "true"
    return columns, connection.execute(f"select * from {table} where {where}", [*conditions.values()]).fetchall()


def _first_technology(connection: duckdb.DuckDBPyConnection) -> str:
    """The technology with the highest potential."""
    found = connection.execute(
        "select technology_code from marts.development_potential join marts.codes on code = technology_code"
        " where code_list = 'technologies' and survey_code = ? order by potential_rank, position limit 1",
        [SURVEY],
    ).fetchone()
    assert found
    return str(found[0])
