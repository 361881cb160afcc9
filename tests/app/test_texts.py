"""The texts: complete in both languages, each one used, and each key that the code uses there."""

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.language import LANGUAGE_CODES, texts

ENGLISH, FRENCH = texts("en"), texts("fr")


def _strings_of_the_code(root: Path) -> Iterator[str]:
    for path in (root / "app").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def _text_calls(root: Path) -> Iterator[tuple[str, ast.Call]]:
    for path in (root / "app").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "text" and node.args:
                yield f"{path.name}:{node.lineno}", node


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_have_the_same_keys():
    assert ENGLISH.keys() == FRENCH.keys()


@pytest.mark.parametrize("key", sorted(ENGLISH))
def test_both_languages_fill_in_the_same_values(key):
    assert _placeholders(ENGLISH[key]) == _placeholders(FRENCH[key])


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_no_text_is_empty(code):
    assert [key for key, text in texts(code).items() if not str(text).strip()] == []


def test_every_key_that_the_code_names_has_a_text(root):
    sections = {key.split(".")[0] for key in ENGLISH}
    named = {
        text
        for text in _strings_of_the_code(root)
        if text.split(".")[0] in sections and "." in text and " " not in text
    }
    called = {call.args[0].value for _, call in _text_calls(root) if isinstance(call.args[0], ast.Constant)}
    assert called
    assert (named | called) - ENGLISH.keys() == set()


def test_no_key_is_put_together_in_the_code(root):
    assert [place for place, call in _text_calls(root) if isinstance(call.args[0], ast.JoinedStr | ast.BinOp)] == []


def test_no_text_is_unused(root):
    assert ENGLISH.keys() - set(_strings_of_the_code(root)) == set()


def test_french_has_plain_spaces_in_its_file():
    """The unbreakable ones are put in on display; mixed in the file, they would be invisible there."""
    assert [key for key, text in FRENCH.items() if "\u00a0" in text or "\u202f" in text] == []
