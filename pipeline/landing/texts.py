"""Texts made comparable: what differs only in case, accents, punctuation or spaces is the same heading or answer."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from functools import lru_cache

from pipeline.exports.tables import letters as letters
from pipeline.seeds.reading import CONTROL_CHARACTER

_WORD = re.compile(r"[^\W_]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})
_NUMBERING = re.compile(r"(?:q|question )?[0-9]+[a-z]? (?=\D)")
_LINE_END = re.compile(r"\r\n?|[\u2028\u2029\x85]")
# Joiners are part of how Persian and Indian words are written; the other format characters are seen by nobody.
_JOINERS = "\u200c\u200d"
# What a spreadsheet puts before a text that it would otherwise take for a formula.
_TEXT_MARK = re.compile(r"^'(?=[=+\-@'\t])")


def plain(text: str) -> str:
    """The text with digits and letters of ordinary width, and without invisible or text marks: ٣ and '3 are 3."""
    if not text.isascii():
        text = _without_invisible(unicodedata.normalize("NFKC", text))
        text = "".join(str(unicodedata.digit(sign)) if sign.isdecimal() else sign for sign in text)
    return text.strip().removeprefix("'")


def _without_invisible(text: str) -> str:
    return "".join(sign for sign in text if unicodedata.category(sign) != "Cf" or sign in _JOINERS)


def comparable(text: str) -> str:
    """Its words in lower case without accents, one space between; the text itself where it has no word, such as ✓."""
    letters = plain(text)
    if letters.isascii():
        letters = letters.casefold()
    else:
        decomposed = unicodedata.normalize("NFKD", letters).casefold().translate(_LIGATURES)
        letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(_WORD.findall(letters)) or text.strip().casefold()


def code_like(text: str) -> str:
    """Letters and digits of ASCII alone, as tool_codes writes a code."""
    return re.sub(r"[^a-z0-9]", "", comparable(text))


def without_numbering(comparable_text: str) -> str:
    """A comparable heading without the number before it, such as `3 expected impact`."""
    return _NUMBERING.sub("", comparable_text, count=1) if _NUMBERING.match(comparable_text) else comparable_text


def cleaned(text: str) -> str:
    """A text as raw files may hold it: no control, invisible or text marks, line ends as LF, no space around it."""
    text = text if text.isascii() else _without_invisible(text)
    return _TEXT_MARK.sub("", CONTROL_CHARACTER.sub(" ", _LINE_END.sub("\n", text)).strip())


def nearest(text: str, known: Iterable[str], count: int = 3) -> Sequence[str]:
    """Those of `known` that look most like a text, the likeliest first; never none where something is known."""
    return _nearest(text, tuple(known), count)


@lru_cache(maxsize=1000)
def _nearest(text: str, known: tuple[str, ...], count: int) -> Sequence[str]:
    of_comparable: dict[str, str] = {}
    for name in known:
        of_comparable.setdefault(comparable(name), name)
    found = get_close_matches(comparable(text)[:200], of_comparable, n=count, cutoff=0.0)
    return [of_comparable[name] for name in found]


def shortened(text: str, longest: int = 60) -> str:
    """A text in one line, cut where it is long, for messages."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"
