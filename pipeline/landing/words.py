"""The words of words.yml, ready to compare."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.landing.texts import comparable
from pipeline.yaml_files import read_yaml

_FILE = Path(__file__).with_name("words.yml")


@dataclass(frozen=True)
class Words:
    """Comparable words by what they mean, and headings and ways of reading by question code.

    nothing: all that a free text may be and yet say nothing, blanks among them.
    """

    yes: frozenset[str]
    no: frozenset[str]
    ticked: frozenset[str]
    numbered: frozenset[str]
    blank: frozenset[str]
    other: frozenset[str]
    nobody: frozenset[str]
    nothing: frozenset[str]
    one_column: frozenset[str]
    of_a_name: Mapping[str, str]
    of_an_administration: frozenset[str]
    of_a_state: frozenset[str]
    headings: Mapping[str, tuple[str, ...]]
    filled: frozenset[str]
    other_texts: Mapping[str, str]


@cache
def words() -> Words:
    """Read once."""
    read = read_yaml(_FILE)

    def compared(by_language: Mapping[str, list[str]]) -> frozenset[str]:
        return frozenset(comparable(word) for of_language in by_language.values() for word in of_language)

    lists = (
        "yes",
        "no",
        "ticked",
        "numbered",
        "blank",
        "other",
        "nobody",
        "one_column",
        "of_an_administration",
        "of_a_state",
    )
    found = {name: compared(read[name]) for name in lists}
    return Words(
        **found,
        nothing=compared(read["nothing"]).union(*(found[name] for name in ("blank", "nobody", "no"))),
        of_a_name={comparable(word): word_for for word_for, listed in read["of_a_name"].items() for word in listed},
        headings={
            question_code: tuple(text for texts in by_language.values() for text in texts)
            for question_code, by_language in read["headings"].items()
        },
        filled=frozenset(read["filled"]),
        other_texts=read["other_texts"],
    )
