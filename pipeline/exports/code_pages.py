"""Which code page the text of a file is in that is not UTF-8: a guess of charset-normalizer, held to its words."""

import re
from pathlib import Path

from charset_normalizer import from_bytes

from pipeline.errors import InputError

# By Python's names, the likeliest first where several make the same of a text.
_LATIN = ("cp1252", "cp1250", "cp1254", "cp1257")
_OTHER = (
    "cp1251", "koi8_r", "cp866", "cp1253", "cp1255", "cp1256", "cp874", "cp932", "gb18030", "big5", "euc_kr", "euc_jp"
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]{2,}")
# What Windows-1252 makes of bytes that are letters elsewhere.
_NO_LETTERS = re.compile(r"[ƒ„†‡ˆ‰‹›‚˜¢£¤¥¦§¨©ª¬®¯±¹²³´µ¶¸¼½¾\ufffd]")
_SHOWN_WORDS = 5


def is_latin(sample: bytes) -> bool:
    """Whether words have letters of ASCII too, and what Windows-1252 makes of the others are letters."""
    text = sample.decode("cp1252", errors="replace")
    beyond = [letter for letter in text if not letter.isascii()]
    odd = len(_NO_LETTERS.findall(text))
    mixed = [word for word in _WORD.findall(text) if not word.isascii()]
    return 3 * odd <= len(beyond) and 2 * sum(any(map(str.isascii, word)) for word in mixed) >= len(mixed)


def guess(path: Path, sample: bytes) -> tuple[str, str]:
    """The code page that charset-normalizer finds likeliest, and a line that shows by which words.

    Raises InputError with what each of them would make of a word, where two are as likely.
    """
    pages = _LATIN if is_latin(sample) else _OTHER
    matches = from_bytes(sample, cp_isolation=[*pages])
    found = {page: match for match in reversed(list(matches)) for page in match.could_be_from_charset}
    likely = sorted(
        (page for page in pages if page in found and _decodes(sample, page)),
        key=lambda page: (round(found[page].chaos, 2), -round(found[page].coherence, 2)),
    )
    if pages is _LATIN and not likely and _decodes(sample, "cp1252"):
        likely = ["cp1252"]
    if pages is _OTHER and len(likely) > 1:
        first, second = found[likely[0]], found[likely[1]]
        if (round(first.chaos, 2), round(first.coherence, 1)) == (round(second.chaos, 2), round(second.coherence, 1)):
            seen = "; ".join(f"{_name(page)} '{_words(sample, page)[0]}'" for page in likely)
            raise InputError(
                f"{path}: found bytes that are not UTF-8 and may be {seen}, expected one encoding that is certain; say "
                "with --encoding which, or save the file as UTF-8"
            )
    if not likely:
        raise InputError(
            f"{path}: found bytes that are neither UTF-8 nor surely of any code page, expected one encoding "
            "throughout; name it with --encoding, or save the file as UTF-8"
        )
    name = _name(likely[0])
    shown = ", ".join(f"'{word}'" for word in _words(sample, likely[0]))
    return name, f"is not UTF-8 and is read as {name}, by words such as {shown}; --encoding decides otherwise"


def _name(page: str) -> str:
    return "shift_jis" if page == "cp932" else page.replace("cp12", "windows-12")


def _decodes(sample: bytes, page: str) -> bool:
    try:
        sample.decode(page)
    except UnicodeError:
        return False
    return True


def _words(sample: bytes, page: str) -> list[str]:
    text = sample.decode(page, errors="replace")
    words = [word for word in re.findall(r"\w+", text) if not word.isascii()]
    return list(dict.fromkeys(word[:30] for word in words))[:_SHOWN_WORDS] or [" ".join(text.split())[:30]]
