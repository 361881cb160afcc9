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
    """Comparable words by what they mean, and headings and ways of reading by question code."""

    yes: frozenset[str]
    no: frozenset[str]
    ticked: frozenset[str]
    blank: frozenset[str]
    other: frozenset[str]
    nobody: frozenset[str]
    one_column: frozenset[str]
    headings: Mapping[str, tuple[str, ...]]
    filled: frozenset[str]
    other_texts: Mapping[str, str]


@cache
def words() -> Words:
    """Read once."""
    read = read_yaml(_FILE)

    def compared(by_language: Mapping[str, list[str]]) -> frozenset[str]:
        return frozenset(comparable(word) for of_language in by_language.values() for word in of_language)

    return Words(
        yes=compared(read["yes"]),
        no=compared(read["no"]),
        ticked=compared(read["ticked"]),
        blank=compared(read["blank"]),
        other=compared(read["other"]),
        nobody=compared(read["nobody"]),
        one_column=compared(read["one_column"]),
        headings={
            question_code: tuple(text for texts in by_language.values() for text in texts)
            for question_code, by_language in read["headings"].items()
        },
        filled=frozenset(read["filled"]),
        other_texts=read["other_texts"],
    )
