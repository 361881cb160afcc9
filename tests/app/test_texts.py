"""The texts: complete in both languages, each one used, and each key that the code uses there."""

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.labels import CERTAINTY, RANGE, label
from app.language import LANGUAGE_CODES, Language, texts
from app.parts import PART_TEXTS
from app.release import CurrentRelease
from app.tables import TABLES
from app.views import PAGES

pytestmark = pytest.mark.quick

ENGLISH, FRENCH = texts("en"), texts("fr")
APP = Path(__file__).parents[2] / "app"
TREES = {path.relative_to(APP).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in APP.rglob("*.py")}
# Words that French shares with English.
SAME_IN_BOTH = {
    "adoption.title",
    "columns.citation_count",
    "columns.code",
    "columns.description",
    "columns.dimension_code",
    "columns.mart_name",
    "columns.participation_rate",
    "columns.phase_code",
    "columns.phase_name",
    "columns.position",
    "columns.report_section",
    "columns.suite_name",
    "flagships.citations.title",
    "overview.figures.participation",
    "part.files.xlsx",
    "participation.figures.rate",
    "participation.title",
    "performance.title",
    "workbook.base",
    "workbook.source",
}


def _strings_of_the_code() -> Iterator[str]:
    """Whole strings: pieces of f-strings are none."""
    for tree in TREES.values():
        pieces = {id(piece) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for piece in node.values}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in pieces:
                yield node.value


def _calls(name: str) -> Iterator[tuple[str, ast.Call]]:
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == name and node.args:
                yield path, node


def _put_together() -> list[re.Pattern[str]]:
    """What f-strings of the code can be that begin with a section of the texts, such as filters.{name}."""
    sections = {key.split(".")[0] for key in ENGLISH}
    found = []
    for tree in TREES.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                pieces = [
                    re.escape(part.value) if isinstance(part, ast.Constant) else "[a-z_.]+" for part in node.values
                ]
                if pieces[0].split("\\.")[0] in sections and "\\." in pieces[0]:
                    found.append(re.compile("".join(pieces)))
    return found


def _constants(calls: Iterator[tuple[str, ast.Call]], argument: int) -> set[str]:
    return {
        call.args[argument].value
        for _, call in calls
        if len(call.args) > argument and isinstance(call.args[argument], ast.Constant)
    }


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


STRINGS = set(_strings_of_the_code())
# A part has a key, and its texts are below it.
OF_PARTS = {f"{key}.{name}" for key in [*TABLES, "quality.history"] for name in ("title", *PART_TEXTS)}


def _columns(current: CurrentRelease) -> dict[str, list[str]]:
    """The columns of all that pages show: the marts, the audit, and the history of releases."""
    found: dict[str, list[str]] = {}
    with current.opened.cursor() as connection:
        for schema, table, column in connection.execute(
            """
            select schema_name, table_name, column_name from duckdb_columns()
            where schema_name = 'marts' or (schema_name, table_name) = ('audit', 'expectation_results')
            """
        ).fetchall():
            found.setdefault(f"{schema}.{table}", []).append(column)
    return found


@pytest.fixture(scope="session")
def columns(shipped: CurrentRelease, page_of) -> dict[str, list[str]]:
    return {**_columns(shipped), "releases": list(page_of("quality").part("history").headings)}


def test_both_languages_have_the_same_keys():
    assert ENGLISH.keys() == FRENCH.keys()


def test_both_languages_fill_in_the_same_values():
    assert [key for key in ENGLISH if _placeholders(ENGLISH[key]) != _placeholders(FRENCH[key])] == []


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_no_text_is_empty(code):
    assert [key for key, text in texts(code).items() if not text.strip() or text == "None"] == []


def test_every_key_that_the_code_names_has_a_text():
    sections = {key.split(".")[0] for key in ENGLISH}
    named = {text for text in STRINGS if text.split(".")[0] in sections and "." in text and " " not in text}
    called = _constants(_calls("text"), 0)
    titles = {page.title for page in PAGES}
    assert called
    assert (named | called | titles) - ENGLISH.keys() - TABLES.keys() == set()


def test_every_part_has_a_title_and_a_base_and_a_chart_has_both_of_its_texts():
    for key in TABLES:
        assert {f"{key}.title", f"{key}.base"} <= ENGLISH.keys()
        assert (f"{key}.chart" in ENGLISH) == (f"{key}.alternative" in ENGLISH)


def test_no_text_is_unused():
    patterns = _put_together()
    assert len(patterns) > 5
    rest = {key for key in ENGLISH if not key.startswith("columns.")} - STRINGS - OF_PARTS
    assert {key for key in rest if not any(pattern.fullmatch(key) for pattern in patterns)} == set()


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_every_column_that_is_shown_has_a_label_of_its_own_in_its_table(columns, code):
    language = Language(code)
    for table, names in columns.items():
        labels = [label(name, language) for name in names]
        assert len(labels) == len(set(labels)), f"{table}: {sorted(labels)}"


def test_every_measure_that_the_report_printed_has_a_label(shipped):
    measures = set(shipped.table("marts.reconciliation_figures")["measure"])
    assert measures
    assert {f"columns.{measure}" for measure in measures} - ENGLISH.keys() == set()


def test_no_label_is_unused(columns):
    names = {name for some in columns.values() for name in some}
    stems = {name.removesuffix(ending) for name in names for ending in ("_en", "_fr")}
    # Columns that pages put together from several, and what the basis and the range of a figure are called.
    extra = {"figure", "change", "value_possible", "rank_possible", "basis_of", "within_region", "rank"}
    extra |= {f"of{ending}" for ending in (*CERTAINTY, RANGE)}
    labels = {key.removeprefix("columns.") for key in ENGLISH if key.startswith("columns.")}
    assert labels - names - stems - extra == set()


def test_french_is_not_left_in_english():
    same = {key for key in ENGLISH if ENGLISH[key] == FRENCH[key] and any(map(str.isalpha, _words(ENGLISH[key])))}
    assert same == SAME_IN_BOTH


def _words(text: str) -> str:
    """A text without its placeholders."""
    return "".join(literal for literal, _, _, _ in string.Formatter().parse(text))


def test_french_has_plain_spaces_in_its_file():
    """The unbreakable ones are put in on display; mixed in the file, they would be invisible there."""
    assert [key for key, text in FRENCH.items() if "\u00a0" in text or "\u202f" in text] == []
