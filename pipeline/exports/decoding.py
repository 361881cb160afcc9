"""From bytes to text: which encoding a file has throughout, found in bounded memory before anything is read of it."""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from pipeline.errors import InputError

UTF_8 = "utf-8"
UTF_8_WITH_MARK = "utf-8-sig"
UTF_16 = "utf-16"
WINDOWS_1252 = "windows-1252"

_CHUNK_BYTES = 1 << 20
# Control bytes have no place in a text; tabs and line ends have.
_CONTROL = bytes([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F])
_NO_CONTROL = bytes(set(range(256)) - set(_CONTROL))
_CONTROL_BYTE = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_CONTROL_CHARACTER = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_NOT_IN_WINDOWS_1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
# What is UTF-8 for sure in a file that is not UTF-8 throughout. A Windows-1252 text can hold bytes that happen to be
# UTF-8, such as a letter, a no-break space and a closing quote, but neither Â or Ã before a sign, nor the three bytes
# of a typographic sign, nor two sequences in a row, as each word in another script has.
_SEQUENCE = rb"(?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})"
_SURELY_UTF_8 = re.compile(
    rb"[\xc2\xc3][\x80-\xbf]|\xe2[\x80-\x84][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf]{3}|" + _SEQUENCE + rb"{2}"
)
# A pattern of up to eight bytes may lie across two chunks.
_OVERLAP_BYTES = 8


def find_encoding(path: Path) -> str:
    """UTF-8 (with a byte-order mark or without), UTF-16 with a byte-order mark, else Windows-1252, by Python's names.

    Raises InputError for a file that is empty, is none of them throughout, or holds control bytes.
    """
    with path.open("rb") as file:
        start = file.read(4)
        if not start:
            raise InputError(f"{path}: found an empty file, expected an export; export it again")
        file.seek(0)
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            _check_utf_16(path, file)
            return UTF_16
        not_utf_8 = _first_byte_that_is_not_utf_8(path, file)
        if not_utf_8 is None:
            return UTF_8_WITH_MARK if start.startswith(codecs.BOM_UTF8) else UTF_8
        _check_windows_1252(path, file, not_utf_8)
        return WINDOWS_1252


def _chunks(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """(offset, bytes) of the file from its beginning."""
    file.seek(0)
    offset = 0
    while chunk := file.read(_CHUNK_BYTES):
        yield offset, chunk
        offset += len(chunk)


def _first_byte_that_is_not_utf_8(path: Path, file: BinaryIO) -> int | None:
    decoder = codecs.getincrementaldecoder("utf-8")()
    first = None
    is_blank = True
    for offset, chunk in _chunks(file):
        if chunk.translate(None, _NO_CONTROL):
            _refuse_control_byte(path, file, offset, chunk)
        is_blank = is_blank and not chunk.strip()
        if first is None:
            waiting = len(decoder.getstate()[0])
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError as error:
                first = offset - waiting + error.start
    if is_blank:
        raise InputError(f"{path}: found nothing but blank lines, expected an export; export it again")
    waiting = len(decoder.getstate()[0])
    if first is None and waiting:
        file.seek(0, 2)
        first = file.tell() - waiting
    return first


def _check_windows_1252(path: Path, file: BinaryIO, not_utf_8: int) -> None:
    """Refuse what is not Windows-1252 either, and what holds UTF-8 in some rows and single bytes in others."""
    before = b""
    for offset, chunk in _chunks(file):
        window = before + chunk
        start = offset - len(before)
        if match := _SURELY_UTF_8.search(window):
            utf_8 = start + match.start()
            raise InputError(
                f"{path}, row {_line_of(file, max(utf_8, not_utf_8))}: found another encoding than before (UTF-8 in "
                f"row {_line_of(file, utf_8)}, single bytes in row {_line_of(file, not_utf_8)}), expected one "
                "throughout; save the file as UTF-8"
            )
        if match := _NOT_IN_WINDOWS_1252.search(chunk):
            at = offset + match.start()
            raise InputError(
                f"{path}, row {_line_of(file, at)}: found the byte 0x{match.group()[0]:02x}, which is neither UTF-8 "
                "nor Windows-1252, expected one of them throughout; save the file as UTF-8"
            )
        before = window[-_OVERLAP_BYTES:]


def _check_utf_16(path: Path, file: BinaryIO) -> None:
    decoder = codecs.getincrementaldecoder("utf-16")()
    line = 1
    is_blank = True
    try:
        for _, chunk in _chunks(file):
            text = decoder.decode(chunk)
            if match := _CONTROL_CHARACTER.search(text):
                line += text.count("\n", 0, match.start())
                raise InputError(_control_fault(path, line, ord(match.group())))
            is_blank = is_blank and not text.strip()
            line += text.count("\n")
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path}, row {line} or after: found bytes that are not UTF-16 though the file begins with its mark, "
            "expected one encoding throughout; save the file as UTF-8"
        ) from error
    if is_blank:
        raise InputError(f"{path}: found nothing but blank lines, expected an export; export it again")


def _refuse_control_byte(path: Path, file: BinaryIO, offset: int, chunk: bytes) -> None:
    match = _CONTROL_BYTE.search(chunk)
    assert match is not None
    raise InputError(_control_fault(path, _line_of(file, offset + match.start()), match.group()[0]))


def _control_fault(path: Path, line: int, code: int) -> str:
    return (
        f"{path}, row {line}: found the control byte 0x{code:02x}, expected text; export the file again as "
        "CSV, or remove the byte"
    )


def _line_of(file: BinaryIO, position: int) -> int:
    """The line of the file in which a byte stands; the first is 1."""
    line = 1
    for offset, chunk in _chunks(file):
        if offset + len(chunk) > position:
            return line + chunk.count(b"\n", 0, position - offset)
        line += chunk.count(b"\n")
    return line
