"""Which texts of a question may be shown: those of the codebook, and those that many gave and that name nobody."""

import re
from collections import Counter
from collections.abc import Collection
from functools import cache
from pathlib import Path

from pipeline.landing.texts import comparable
from pipeline.landing.words import words
from pipeline.yaml_files import read_yaml

# What fewer responses have may be what one person wrote, and sent twice.
_FEWEST_ANSWERS = 3
_FEWEST_ANSWERS_OF_A_LONG_TEXT = 5
_LONGEST_SHORT_TEXT = 60
# Of a closed question, what may be shown makes up nearly all answers.
_SHARE_OF_OPTIONS = 0.8
_LONGEST_NAME = 5
_E_MAIL_OR_ADDRESS = re.compile(r"@|\(at\)|://|\bwww\.", re.IGNORECASE)
_PHONE = re.compile(r"\d(?:[\s().\-/]*\d){6,}")


def is_filler(text: str) -> bool:
    """Whether a text says that there is no answer, such as None; a no is an answer."""
    return comparable(text) in words().nothing - words().no


def says_no_tick(text: str) -> bool:
    """Whether a text stands in the column of a choice that was not ticked."""
    return comparable(text) in words().no | words().blank


def says_whether_ticked(text: str) -> bool:
    """Whether a text stands in the column of a choice, ticked or not, and says nothing else."""
    return says_no_tick(text) or comparable(text) in words().yes | words().ticked


def without_fillers(texts: Counter[str]) -> Counter[str]:
    """The texts that are answers."""
    return Counter({text: times for text, times in texts.items() if not is_filler(text)})


def may_be_shown(options: Counter[str], known: Collection[str]) -> Counter[str]:
    """The options that may be shown; none where the question looks like an open one.

    known: comparable texts that name nobody, such as those of the codebook.
    """
    shown = Counter({text: times for text, times in options.items() if _is_harmless(text, times, known)})
    answers = without_fillers(options)
    covered = sum(times for text, times in answers.items() if text in shown)
    return shown if covered >= _SHARE_OF_OPTIONS * answers.total() else Counter()


def _is_harmless(text: str, times: int, known: Collection[str]) -> bool:
    name = comparable(text)
    if name in known or is_filler(text) or says_whether_ticked(text):
        return True
    fewest = _FEWEST_ANSWERS if len(text) <= _LONGEST_SHORT_TEXT else _FEWEST_ANSWERS_OF_A_LONG_TEXT
    return times >= fewest and not looks_personal(text)


def looks_personal(text: str) -> bool:
    """Whether a text may be an address, a phone number or somebody's name: a title, or capitalised words alone."""
    if _E_MAIL_OR_ADDRESS.search(text) or _PHONE.search(text):
        return True
    parts = re.split(r"[\s,]+", text.strip())
    if parts[0].casefold().rstrip(".") in word_list("titles"):
        return True
    names = [part for part in parts if part and part.casefold() not in word_list("particles")]
    return 1 < len(names) <= _LONGEST_NAME and all(map(_is_capitalised, names))


def _is_capitalised(part: str) -> bool:
    is_word_of_an_option = part.casefold().strip(".") in word_list("no_names")
    return part[0].isupper() and not any(map(str.isdigit, part)) and not is_word_of_an_option


@cache
def word_list(name: str) -> frozenset[str]:
    """A list of the YAML beside this module."""
    return frozenset(read_yaml(Path(__file__).with_name("words.yml"))[name])
