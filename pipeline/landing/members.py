"""Members by the names that people use: those of the codebook, its aliases, and CLDR's; what fits two is asked."""

import re
from collections.abc import Iterable, Mapping
from functools import cache, cached_property

from babel import Locale
from babel.core import UnknownLocaleError, get_global
from babel.languages import get_official_languages

from pipeline.codebook.codes import Question
from pipeline.landing.lookup import Lookup
from pipeline.landing.texts import comparable, plain
from pipeline.landing.words import words

_LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")
# CLDR knows ISO 3166-1 alpha-3 codes as aliases of alpha-2 codes; Kosovo's is user-assigned.
_ALPHA_2 = {"XKX": "XK"}
_INITIALS = re.compile(r"(?<!\S)\S(?: \S(?!\S))+")
# L'Italie and people's.
_APOSTROPHE = re.compile(r"\b[LlDd]['’]|['’]s\b")
_BESIDE = re.compile(r"\s*[()/|]\s*")
_ISO_ALPHA_2 = re.compile(r"[A-Z]{2}")
# "" stands for somebody who is no Member.
_Codes = dict[str, set[str]]


class MemberLookup(Lookup):
    """Finds the code of the Member that a text names. Aliases of the codebook decide before any name."""

    def __init__(self, question: Question, given: Mapping[str, str], longest: int) -> None:
        """given: texts that a mapping names. longest: how long a survey tool lets these codes be."""
        super().__init__(question.answers, given, longest)
        self._question = question
        self._aliases = _by_key((alias, code) for alias, codes in question.aliases.items() for code in codes)

    def candidates(self, text: str) -> list[str]:
        """The codes of the Members that a text may name, "" among them where it may be none; nothing if unknown."""
        text = plain(text)
        for key in dict.fromkeys((_key(text), _key(text, words().of_a_state))):
            for known in (self._aliases, self._names):
                if key and key in known:
                    return sorted(known[key])
        is_code = _ISO_ALPHA_2.fullmatch(text) and comparable(text) not in words().blank
        if is_code and (codes := [code for code, alpha_2 in self._territories.items() if alpha_2 == text]):
            return codes
        if len(parts := [part for part in _BESIDE.split(text) if part]) > 1:
            # Two names that mean the same, such as Türkiye (Turkey).
            several = {tuple(self.candidates(part)) for part in parts}
            return list(several.pop()) if len(several) == 1 else []
        return sorted(self._own_names.get(_key(text), ()))

    def _find_name(self, text: str) -> str | None:
        candidates = self.candidates(text)
        return (candidates[0] or None) if len(candidates) == 1 else None

    @cached_property
    def _territories(self) -> dict[str, str]:
        aliases = get_global("territory_aliases")
        codes = [code.code for code in self._question.answers]
        return {code: _ALPHA_2.get(code) or aliases[code][0] for code in codes}

    @cached_property
    def _names(self) -> _Codes:
        """By the names of the codebook, and of CLDR in the languages of the United Nations, of non-Members too."""
        member_of = {alpha_2: code for code, alpha_2 in self._territories.items()}
        pairs = [(name, code.code) for code in self._question.answers for name in code.names.values()]
        for language in _LANGUAGES:
            # Territories of several countries have numbers.
            for alpha_2, name in _names_in(language).items():
                if alpha_2.isalpha():
                    pairs.append((name, member_of.get(alpha_2, "")))
        return _by_key(pairs)

    @cached_property
    def _own_names(self) -> _Codes:
        """By what Members are called in their own languages, such as Deutschland. Slow: of a hundred languages."""
        return _by_key(
            (_names_in(language).get(alpha_2, ""), code)
            for code, alpha_2 in self._territories.items()
            for language in get_official_languages(alpha_2)
        )


@cache
def _names_in(language: str) -> Mapping[str, str]:
    try:
        return Locale.parse(language).territories
    except (UnknownLocaleError, ValueError):
        return {}


def _by_key(pairs: Iterable[tuple[str, str]]) -> _Codes:
    found: _Codes = {}
    for name, code in pairs:
        if key := _key(name):
            found.setdefault(key, set()).add(code)
    return found


def _key(name: str, left_out: Iterable[str] = ()) -> str:
    """The words of a name without articles and without those of an administration, in the order of the alphabet."""
    text = _INITIALS.sub(lambda letters: letters[0].replace(" ", ""), comparable(_APOSTROPHE.sub("", name)))
    parts = text.split(" ")
    # A letter alone is a word such as the y of Trinidad y Tobago in the middle, and elsewhere a point of the compass.
    kept = {
        part if len(part) == 1 and place in (0, len(parts) - 1) else words().of_a_name.get(part, part)
        for place, part in enumerate(parts)
    }
    return " ".join(sorted(kept.difference(words().of_an_administration, left_out, [""])))
