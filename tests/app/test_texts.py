"""The texts: complete in both languages, each one used, and each key that the code uses there."""

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.columns import label
from app.content import PART_TEXTS
from app.language import LANGUAGE_CODES, Language, texts
from app.release import CurrentRelease
from app.views import VIEWS

pytestmark = pytest.mark.quick

ENGLISH, FRENCH = texts("en"), texts("fr")
APP = Path(__file__).parents[2] / "app"
TREES = {path.relative_to(APP).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in APP.rglob("*.py")}
# Where keys are put together: what a column is called, and the texts of a part.
PUTS_TOGETHER = {"columns.py", "content.py"}
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
PARTS = {text for text in STRINGS if f"{text}.title" in ENGLISH and f"{text}.base" in ENGLISH}
OF_PARTS = {f"{key}.{name}" for key in PARTS for name in PART_TEXTS}


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
    (history,) = [part for part in page_of("quality", "en").parts if part.name == "history"]
    return {**_columns(shipped), "releases": list(history.rows)}


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
    titles = {view.title for view in VIEWS}
    assert called
    assert (named | called | titles) - ENGLISH.keys() - PARTS == set()


def test_every_part_has_a_title_and_a_base_and_the_texts_of_a_chart_where_it_has_one():
    parts = [(call.args[1].value, call) for _, call in _calls("part") if isinstance(call.args[1], ast.Constant)]
    assert parts
    for key, call in parts:
        has_chart = any(keyword.arg == "chart" for keyword in call.keywords)
        assert key in PARTS
        assert [f"{key}.{name}" in ENGLISH for name in ("chart", "alternative")] == [has_chart, has_chart], key


def test_keys_are_put_together_in_two_places_alone():
    together = {path for path, call in _calls("text") if isinstance(call.args[0], ast.JoinedStr | ast.BinOp)}
    assert together <= PUTS_TOGETHER


def test_no_text_is_unused():
    assert {key for key in ENGLISH if not key.startswith("columns.")} - STRINGS - OF_PARTS == set()


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_every_column_that_is_shown_has_a_label_of_its_own_in_its_table(columns, code):
    language = Language(code)
    for table, names in columns.items():
        labels = [label(name, language) for name in names]
        assert len(labels) == len(set(labels)), f"{table}: {sorted(labels)}"


def test_every_measure_that_the_report_printed_has_a_label(page_of):
    (printed,) = [part for part in page_of("quality", "en").parts if part.name == "printed"]
    measures = set(printed.rows["measure"])
    assert measures
    assert {f"columns.{measure}" for measure in measures} - ENGLISH.keys() == set()


def test_no_label_is_unused(columns):
    names = {name for some in columns.values() for name in some}
    stems = {name.removesuffix(ending) for name in names for ending in ("_en", "_fr")}
    # A column that the page of data quality puts together from several, and what a basis of a figure is called.
    extra = {"figure", "basis_of"}
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
