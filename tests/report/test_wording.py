"""Sentences come out right in both languages: plurals, lists, ties, small letters, French punctuation."""

import string
from collections.abc import Sequence
from pathlib import Path
from unittest.mock import create_autospec

import pytest

from app.language import LANGUAGE_CODES, Language, LanguageCode
from pipeline.report.content import Number, Runs
from pipeline.report.figures import Figures
from pipeline.report.source import TABLE, Row, Source
from pipeline.report.wording import Wording, texts
from pipeline.report.writer import Writer

pytestmark = pytest.mark.quick

# Abbreviations of one language that the other does without.
OF_ONE_LANGUAGE = ("abbreviations.terms.",)


def plain(runs: Runs) -> str:
    return "".join(run if isinstance(run, str) else run.text for run in runs)


def count(number: int) -> Number:
    return Number(str(number), "marts.participation_summary", "case_study_count", {}, str(number))


def writer(code: LanguageCode) -> Writer:
    """A writer without a release."""
    language = Language(code)
    return Writer(create_autospec(Source, instance=True), language, Figures(language), Wording(language))


def row(rank: int | None, name: str, figure: int) -> Row:
    names = {"technology_name_en": name, "technology_name_fr": name}
    return {
        TABLE: "marts.t",
        "survey_code": "S",
        "technology_code": name,
        "rank": rank,
        "adopted_count": figure,
        **names,
    }


@pytest.mark.parametrize(
    ("code", "number", "expected"),
    [
        ("en", 0, "0 Members sent separate case-study files."),
        ("en", 1, "1 Member sent separate case-study files."),
        ("en", 2, "2 Members sent separate case-study files."),
        ("fr", 0, "0 Membre a envoyé des fichiers distincts d’études de cas."),
        ("fr", 1, "1 Membre a envoyé des fichiers distincts d’études de cas."),
        ("fr", 2, "2 Membres ont envoyé des fichiers distincts d’études de cas."),
    ],
)
def test_singular_and_plural_follow_the_language(code: LanguageCode, number: int, expected: str) -> None:
    found = Wording(Language(code)).counted("participation.details.files", count(number))
    assert plain(found) == expected


@pytest.mark.parametrize(
    ("code", "items", "expected"),
    [
        ("en", ["a"], "a"),
        ("en", ["a", "b"], "a and b"),
        ("en", ["a", "b", "c"], "a, b and c"),
        ("fr", ["a", "b", "c"], "a, b et c"),
        ("en", ["{curly}", "b"], "{curly} and b"),
    ],
)
def test_lists_end_as_the_language_ends_them(code: LanguageCode, items: Sequence[str], expected: str) -> None:
    assert plain(Wording(Language(code)).listing(items)) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("en", "cloud computing (17); AI / machine learning and drones, equal (12); Internet of Things (3)"),
        (
            "fr",
            "cloud computing (17)\u202f; AI / machine learning et drones, à égalité (12)\u202f; Internet of Things (3)",
        ),
    ],
)
def test_a_ranking_names_all_in_order_and_ties_together(code: LanguageCode, expected: str) -> None:
    rows = [
        row(2, "AI / machine learning", 12),
        row(4, "Internet of Things", 3),
        row(1, "Cloud computing", 17),
        row(2, "Drones", 12),
        row(None, "Blockchain", 0),
    ]
    assert plain(writer(code).ranking(rows, "rank", "technology", "adopted_count")) == expected


def test_both_languages_have_the_same_texts_with_the_same_placeholders() -> None:
    english, french = (
        {key: text for key, text in texts(code).items() if not key.startswith(OF_ONE_LANGUAGE)}
        for code in LANGUAGE_CODES
    )
    assert english.keys() == french.keys()

    def placeholders(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    assert [key for key in english if placeholders(english[key]) != placeholders(french[key])] == []


def is_used(key: str, source: str) -> bool:
    """Whether the code has a key: whole, up to its last level, or its last level below one that it puts together."""
    above, _, last = key.rpartition(".")
    _, _, below = above.partition(".")
    two_above = above.rpartition(".")[0]
    pieces = (f'"{two_above}.{{', f'"{key}"', f'"{above}"', f'"{above}.{{', f"{{key}}.{last}", f'"{{key}}.{below}"')
    return any(piece in source for piece in pieces)


# Texts that are asked for by what the release has: a column, a region, a measure, a section.
ASKED_FOR = ("columns.", "abbreviations.", "annex.measures.", "annex.sections.")


def test_no_text_is_unused(root: Path) -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in sorted((root / "pipeline/report").rglob("*.py")))
    keys = [key for key in texts("en") if not key.startswith(ASKED_FOR) and ".columns." not in key]
    assert len(keys) > 150
    assert [key for key in keys if not is_used(key, source)] == []
    assert not is_used("participation.details.nobody", source.replace("participation.details", ""))


def test_french_is_typeset() -> None:
    """No plain apostrophe, and no plain space before a two-part sign, in what is printed."""
    language = Language("fr")
    printed = [language.typeset(text) for text in texts("fr").values()]
    assert [text for text in printed if "'" in text or any(f" {sign}" in text for sign in ":;?!%»")] == []
