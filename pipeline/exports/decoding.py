"""Stage 1, from bytes to text: which encoding a file has throughout, found in bounded memory."""

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pipeline.errors import InputError
from pipeline.exports.code_pages import guess, is_latin

_CHUNK_BYTES = 1 << 20
# Control bytes have no place in a text; tabs and line ends have.
_CONTROL = bytes([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F])
_ASCII = bytes(range(0x80))
# What has more of them than that, and more than one in so many bytes, is no text.
_MOST_CONTROL, _ONE_CONTROL_IN = 2, 20
# What is UTF-8 for sure in a Latin text that is not UTF-8 throughout. Windows-1252 can hold bytes that happen to be
# UTF-8, such as a letter, a no-break space and a closing quote, but neither Â or Ã before a sign, nor the three bytes
# of a typographic sign, nor two sequences in a row, as each word in another script has.
_SEQUENCE = rb"(?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})"
_SURELY_UTF_8 = re.compile(
    rb"[\xc2\xc3][\x80-\xbf]|\xe2[\x80-\x84][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf]{3}|" + _SEQUENCE + rb"{2}"
)
_UTF_8 = re.compile(_SEQUENCE)
# A file in which that share of the bytes beyond ASCII is UTF-8 was meant to be.
_MEANT_AS_UTF_8 = 0.6
# A pattern of up to eight bytes may lie across two chunks.
_OVERLAP_BYTES = 8
# The text around bytes beyond ASCII, from which a guess is made.
_BETWEEN_FIELDS = re.compile(rb"[,;\t\r\n\"]+")
_LONGEST_FIELD = 1_000
_SAMPLED_BYTES = 100_000


@dataclass(frozen=True)
class Source:
    """Where the bytes of a file are read: the file itself, or the only one in an archive. path: what faults name."""

    path: Path
    open: Callable[[], BinaryIO]

    def chunks(self) -> Iterator[tuple[int, bytes]]:
        """(offset, bytes) from the beginning."""
        offset = 0
        with self.open() as file:
            while chunk := file.read(_CHUNK_BYTES):
                yield offset, chunk
                offset += len(chunk)

    def line_of(self, position: int) -> int:
        """The line in which a byte stands; the first is 1."""
        return 1 + sum(chunk[: max(0, position - offset)].count(b"\n") for offset, chunk in self.chunks())


@dataclass(frozen=True)
class Encoding:
    """An encoding by Python's name. has_control: whether control characters have to go. warning: of a guess, or ""."""

    name: str
    has_control: bool
    warning: str = ""


def find_encoding(source: Source, wanted: str = "") -> Encoding:
    """UTF-8, UTF-16 with or without a mark, or the code page that is asked for, or else looks right by its words.

    Raises InputError for a file that is empty, is no text, is in two encodings, or could be in several.
    """
    survey = _Survey(source)
    if not survey.size:
        raise InputError(f"{source.path}: found an empty file, expected an export; export it again")
    name, warning = _asked(wanted) if wanted else survey.utf_16(), ""
    is_wide = "16" in name or "32" in name
    if not is_wide and survey.control_count > max(_MOST_CONTROL, survey.size // _ONE_CONTROL_IN):
        raise InputError(
            f"{source.path}, row {source.line_of(survey.first_control)}: found the control byte "
            f"0x{survey.control:02x} and {survey.control_count - 1:,} more, expected text; export the file again as CSV"
        )
    if name == "utf-8" or (not name and survey.not_utf_8 is None):
        name = "utf-8-sig" if survey.start.startswith(codecs.BOM_UTF8) else "utf-8"
    elif name.startswith("utf-16"):
        name = survey.utf_16() or name
    elif not name:
        _refuse_two_encodings(source, survey)
        name, warning = guess(source.path, survey.sample)
    _check(source, name)
    return Encoding(name, survey.control_count > 0, warning)


class _Survey:
    """What the bytes of a file are, in one pass."""

    def __init__(self, source: Source) -> None:
        self.size = self.control_count = self.first_control = self.control = 0
        self.start = self.sample = b""
        self.not_utf_8: int | None = None
        nul_count = [0, 0]
        decoder = codecs.getincrementaldecoder("utf-8")()
        rest = b""
        for offset, chunk in source.chunks():
            self.start = self.start or chunk[:4]
            self.size += len(chunk)
            if control := len(chunk) - len(chunk.translate(None, _CONTROL)):
                if not self.control_count:
                    at = next(at for at, byte in enumerate(chunk) if byte in _CONTROL)
                    self.first_control, self.control = offset + at, chunk[at]
                self.control_count += control
                for parity in (0, 1):
                    nul_count[parity] += chunk[(parity + offset) % 2 :: 2].count(0)
            if self.not_utf_8 is None:
                waiting = len(decoder.getstate()[0])
                try:
                    decoder.decode(chunk)
                except UnicodeDecodeError as error:
                    self.not_utf_8 = offset - waiting + error.start
            if len(self.sample) < _SAMPLED_BYTES:
                lines, end, rest = (rest[-_SAMPLED_BYTES:] + chunk).rpartition(b"\n")
                self._add_to_sample(lines + end)
        self._add_to_sample(rest)
        if self.not_utf_8 is None and (waiting := len(decoder.getstate()[0])):
            self.not_utf_8 = self.size - waiting
        self._nul_count = nul_count

    def _add_to_sample(self, lines: bytes) -> None:
        if not lines.isascii():
            fields = (field[:_LONGEST_FIELD] for field in _BETWEEN_FIELDS.split(lines) if not field.isascii())
            self.sample += b"\n".join(fields)[:_SAMPLED_BYTES] + b"\n"

    def utf_16(self) -> str:
        """The name of UTF-16 where the file has its mark, or a NUL in every other place as letters of ASCII have."""
        if self.start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        even, odd = self._nul_count
        if self.size % 2 or 10 * (even + odd) < self.size or even + odd < 2 or min(even, odd) * 50 > max(even, odd):
            return ""
        return "utf-16-le" if odd > even else "utf-16-be"


def _asked(wanted: str) -> str:
    try:
        # Some codecs are of bytes, or of nothing.
        "".encode(wanted)
        return codecs.lookup(wanted).name
    except (LookupError, UnicodeError) as error:
        raise InputError(
            f"--encoding: found '{wanted}', expected the name of an encoding, such as utf-8, windows-1256 or shift_jis"
        ) from error


def _check(source: Source, name: str) -> None:
    """Decode all of it. Raises InputError with the row where that fails, or where there is nothing but blanks."""
    decoder = codecs.getincrementaldecoder(name)()
    line, is_blank = 1, True
    try:
        for _, chunk in source.chunks():
            text = decoder.decode(chunk)
            is_blank = is_blank and not text.strip()
            line += text.count("\n")
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        line += error.object[: error.start].count(b"\n")
        raise InputError(
            f"{source.path}, row {line} or after: found bytes that are not {name}, expected one "
            "encoding throughout; save the file as UTF-8, or name its encoding with --encoding"
        ) from error
    if is_blank:
        raise InputError(f"{source.path}: found nothing but blank lines, expected an export; export it again")


def _refuse_two_encodings(source: Source, survey: _Survey) -> None:
    """Refuse what holds UTF-8 in some rows and single bytes in others."""
    beyond = len(survey.sample.translate(None, _ASCII))
    is_meant = sum(map(len, _UTF_8.findall(survey.sample))) > _MEANT_AS_UTF_8 * beyond
    if not is_meant and not is_latin(survey.sample):
        return
    before = b""
    for offset, chunk in source.chunks():
        window = before + chunk
        if match := _SURELY_UTF_8.search(window):
            utf_8, other = offset - len(before) + match.start(), survey.not_utf_8 or 0
            raise InputError(
                f"{source.path}, row {source.line_of(max(utf_8, other))}: found another encoding than before (UTF-8 in "
                f"row {source.line_of(utf_8)}, single bytes in row {source.line_of(other)}), expected one "
                "throughout; save the file as UTF-8"
            )
        before = window[-_OVERLAP_BYTES:]
