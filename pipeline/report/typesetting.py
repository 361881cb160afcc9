"""Setting a report in type: Typst makes a PDF or a web page of its content, and says which figures it printed."""

import datetime as dt
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import typst

from pipeline.errors import InputError
from pipeline.report.content import Document
from pipeline.report.drawing import FONT_FOLDER

ReportFormat = Literal["pdf", "html"]

_LAYOUT = Path(str(files("pipeline.report") / "layout"))
# What Typst says of a text that no font has.
_NO_FONT = "could not be displayed"


@dataclass(frozen=True)
class Typeset:
    """The bytes of a report. uses_own_fonts: whether the type of the report did for all its texts."""

    content: bytes
    uses_own_fonts: bool = True


def typeset(document: Document, report_format: ReportFormat, built_at: dt.datetime) -> Typeset:
    """The report as PDF or HTML; the same document and date are the same bytes.

    built_at: with a time zone. Where the report's own type lacks a letter, the fonts of this machine help out. Raises
    InputError where those lack it, too.
    """
    for only_own in (True, False):
        with _fonts(only_own) as fonts:
            try:
                return Typeset(_compiled(document, report_format, built_at, fonts), uses_own_fonts=only_own)
            except typst.TypstError as error:
                if _NO_FONT not in error.message:
                    raise
                refused = error
    told = refused.message.partition("error: ")[2] or refused.message
    raise InputError(
        f"report: found that {told}, expected letters that a font of this machine has; install one, such as Noto"
    ) from refused


def printed_numbers(document: Document) -> list[dict[str, Any]]:
    """Every figure that the PDF of a report prints, in its order: what content.Number holds."""
    with _fonts(only_own=False) as fonts:
        found = typst.query(
            _LAYOUT / "report.typ",
            "<number>",
            field="value",
            root=_LAYOUT,
            font_paths=fonts,
            sys_inputs=_inputs(document, "pdf"),
        )
    numbers: list[dict[str, Any]] = json.loads(found)
    return numbers


def _compiled(document: Document, report_format: ReportFormat, built_at: dt.datetime, fonts: typst.Fonts) -> bytes:
    return typst.compile(
        _LAYOUT / "report.typ",
        root=_LAYOUT,
        font_paths=fonts,
        format=report_format,
        sys_inputs=_inputs(document, report_format),
        # For archives, and for whoever has a report read aloud; Typst refuses what would not conform.
        pdf_standards=["a-2a", "ua-1"] if report_format == "pdf" else [],
        timestamp=built_at,
    )


def _inputs(document: Document, report_format: ReportFormat) -> dict[str, str]:
    return {"report": json.dumps(asdict(document), ensure_ascii=False), "format": report_format}


@contextmanager
def _fonts(only_own: bool) -> Iterator[typst.Fonts]:
    """The type of a report, which lies beside the same in another format: of two, Typst would take either."""
    with TemporaryDirectory() as folder:
        for file in sorted(FONT_FOLDER.glob("*.ttf")):
            shutil.copy(file, folder)
        yield typst.Fonts(include_system_fonts=not only_own, include_embedded_fonts=True, font_paths=[folder])
