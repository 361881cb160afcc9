"""From a text in a cell or heading to a code: by the mapping, then by code, then by the names of the codebook."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from pipeline.codebook.codes import Code, tool_codes
from pipeline.landing.texts import code_like, comparable, plain
from pipeline.landing.words import words

# Survey tools cut the codes of questions and items to the first length, those of answers to the second.
LONGEST_ITEM_CODE = 20
LONGEST_ANSWER_CODE = 5
_WITHOUT_LETTERS = re.compile(r"[\W\d_]*\d[\W\d_]*")
# Of the feminine or the plural in a longer word: adopté, adoptée and adoptés are one answer, no and none are two.
_ENDING = re.compile(r"(?<=\w{4})[es]+\b")
_WHOLE_NUMBER = re.compile(r"(\d+)(?:[.,]0+)?")


class Lookup:
    """Finds the code that a text stands for. An empty code is no answer."""

    def __init__(
        self, codes: Iterable[Code], given: Mapping[str, str], longest: int, *, is_yes_no: bool = False
    ) -> None:
        """given: texts that a mapping names. longest: how long a survey tool lets these codes be."""
        codes = tuple(codes)
        self._given = dict(given) | {comparable(text): code for text, code in given.items()}
        self._by_code = codes_by_tool_code((code.code for code in codes), longest)
        self._by_text = codes_by_text(codes)
        self._by_stem = _unshared((_stem(text), code) for text, code in self._by_text.items())
        if is_yes_no:
            for word, code in [(word, "yes") for word in words().yes] + [(word, "no") for word in words().no]:
                self._by_text.setdefault(word, code)

    def find(self, text: str) -> str | None:
        """The code of a text, "" where it says that there is no answer, None where nobody knows it."""
        if text == "":
            return ""
        if text in self._given:
            return self._given[text]
        text = plain(text)
        first, _, rest = text.partition(" ")
        if rest[:1].isdecimal() and comparable(first) in words().numbered:
            text = rest
        if _WITHOUT_LETTERS.fullmatch(text):
            # -1 and 30 % are no answers 1 and 30.
            number = _WHOLE_NUMBER.fullmatch(text)
            if number is None:
                return None
            text = number[1]
        words_of_text = comparable(text)
        for known, key in ((self._given, words_of_text), (self._by_code, code_like(text))):
            if key and key in known:
                return known[key]
        code = self._find_name(text)
        return "" if code is None and words_of_text in words().blank else code

    def _find_name(self, text: str) -> str | None:
        text = comparable(text)
        return self._by_text.get(text) or self._by_stem.get(_stem(text))


def codes_by_tool_code(codes: Iterable[str], longest: int) -> dict[str, str]:
    """Codes by how they look in a tool, whole and cut to `longest`; without what two of them share."""
    codes = tuple(codes)
    cut = {text: code for code, text in tool_codes(codes, longest).items()}
    return cut | _unshared((text, code) for code, text in tool_codes(codes).items())


# The texts of the codebook, which several questions ask of.
_once = lru_cache(maxsize=20_000)(comparable)


def codes_by_text(codes: Iterable[Code]) -> dict[str, str]:
    """Codes by comparable texts: names in each language and in both, with a number or definition beside them."""
    return _unshared((_once(text), code.code) for code in codes for text in _texts(code))


def _texts(code: Code) -> Iterable[str]:
    yield from (text for text in code.abbreviations.values() if text)
    names = [name for name in code.names.values() if name]
    for name in [*names, " ".join(names)]:
        yield from (name, f"{code.code} {name}", f"{name} {code.code}")
    for language, definition in code.definitions.items():
        if definition:
            name = code.names[language]
            yield from (definition, f"{name} {definition}", f"{code.code} {name} {definition}")


def _stem(text: str) -> str:
    return _ENDING.sub("", text)


def _unshared(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for text, code in pairs:
        found.setdefault(text, set()).add(code)
    return {text: codes.copy().pop() for text, codes in found.items() if len(codes) == 1}
