"""Names and definitions come from stakeholders: in pages they are words, whatever is in them."""

import re

import pytest

from app.escape import as_text
from app.language import LANGUAGE_CODES
from app.release import current_release
from app.views import PAGES
from tests.support.sampling import by_turns

NASTY = [
    "**bold** and _more_",
    "[x](http://evil.example)",
    "![x](http://evil.example/x.png)",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "$x^2$ and $$y$$",
    ":red[danger] and :green-badge[safe]",
    "`code` ~~gone~~ | a | b |",
    "# heading",
    "1. list",
    "- list",
    "two\n\n# lines",
    "&lt;b&gt; and \\*",
]
# What is there where a text is taken for markup: anywhere, and where a line begins.
MARKUP = re.compile(
    r"(?<!\\)(\*\*bold|_more_|\[x\]|<script|<img|\$x\^2|:red\[danger|:green-badge\[safe|`code|~~gone|&lt;)"
)
MARKUP_OF_A_LINE = re.compile(r"\n|^\s*(#|1\.|-) ")
IN_SQL = " ".join(NASTY).replace("'", "''")


@pytest.mark.parametrize("text", NASTY)
def test_nothing_in_a_text_is_markup(text):
    shown = as_text(text)
    assert MARKUP.search(text) or MARKUP_OF_A_LINE.search(text)
    assert not MARKUP.search(shown)
    assert not MARKUP_OF_A_LINE.search(shown)
    # A backslash before a sign shows the sign: nothing of the text is lost.
    unescaped = shown.replace("\\\\", "\0").replace("\\", "").replace("\0", "\\").replace("\u2060", "")
    assert unescaped.split() == text.split()


@pytest.mark.parametrize("text", ["http://evil.example", "https://evil.example", "www.evil.example", "a@evil.example"])
def test_an_address_does_not_become_a_link(text):
    """They are found after backslashes were read: only the joiner between keeps them apart."""
    assert text not in as_text(text).replace("\\", "")


@pytest.mark.parametrize("text", [":material/delete:", ":smile:", ":streamlit:"])
def test_an_icon_is_not_drawn(text):
    assert text not in as_text(text).replace("\\", "")


@pytest.mark.parametrize("text", ["Côte d'Ivoire (2024), 62 %", "Asie/Pacifique : 1.5", "L'état – « fin »", "a-b"])
def test_plain_words_stay_as_they_are(text):
    assert as_text(text) == text


@pytest.mark.parametrize(
    ("view", "lang"), by_turns(PAGES, LANGUAGE_CODES), ids=lambda value: getattr(value, "url_path", value)
)
def test_markup_in_the_names_of_a_release_is_shown_as_text(open_app, publish, view, lang):
    changes = []
    with current_release().opened.cursor() as connection:
        texts = connection.execute(
            "select table_name, column_name from duckdb_columns() where schema_name = 'marts'"
            " and regexp_matches(column_name, '(name|definition|description)_(en|fr)$')"
        ).fetchall()
    for table, column in texts:
        changes.append(f"update marts.{table} set {column} = {column} || ' {IN_SQL}' where {column} is not null")
    assert len(changes) > 10
    publish(*changes)
    app = open_app(lang=lang, page=view.url_path)
    assert not app.exception
    kinds = ("markdown", "caption", "warning", "title", "header", "info")
    written = [element.value for kind in kinds for element in app.get(kind)]
    planted = [text for text in written if "bold" in text]
    assert len(planted) >= 2
    assert [text for text in planted if MARKUP.search(text)] == []
