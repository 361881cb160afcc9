"""No digit of a report is there by chance: it is of a traced figure, or of what is no figure and is counted here."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader

from pipeline.report.content import Chart, Document, Number
from pipeline.report.wording import texts
from tests.report.written import Report

_DIGITS = re.compile(r"\d+")
_TEXT_OF_SVG = re.compile(r"<text[^>]*>([^<]*)</text>")


def digits(text: str) -> Counter[str]:
    """The runs of digits in a text."""
    return Counter(_DIGITS.findall(text))


def strings(content: Any) -> Iterator[str]:
    """Every text of a document that is no traced figure and is printed."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, (list, tuple)):
        for part in content:
            yield from strings(part)
    elif not isinstance(content, Number) and hasattr(content, "__dict__"):
        hidden = {"kind", "svg", "alternative", "language", "release_id", "texts", "column_kinds", "number"}
        for name, part in vars(content).items():
            if name not in hidden:
                yield from strings(part)


def numbers(content: Any) -> Iterator[Number]:
    """Every traced figure of a document."""
    if isinstance(content, Number):
        yield content
    elif isinstance(content, (list, tuple)):
        for part in content:
            yield from numbers(part)
    elif hasattr(content, "__dict__"):
        for part in vars(content).values():
            yield from numbers(part)


def blocks_of(document: Document, kind: type) -> list[Any]:
    return [block for section in document.sections for block in section.blocks if isinstance(block, kind)]


def explained(document: Document, page_count: int, contents: list[int]) -> dict[str, Counter[str]]:
    """Where digits of a PDF come from, by what they are."""
    charts = blocks_of(document, Chart)
    words = document.texts
    foot = digits(words["release"])
    return {
        "figures": sum((digits(number.text) for number in numbers(document.sections)), Counter()),
        "charts": sum((digits(text) for chart in charts for text in _TEXT_OF_SVG.findall(chart.svg)), Counter()),
        "names, definitions and sentences": sum(map(digits, strings(document)), Counter()),
        "cover": sum((digits(words[name]) for name in ("release", "built", "synthetic_cover")), Counter()),
        "release at the foot of pages": Counter({run: count * page_count for run, count in foot.items()}),
        "page numbers": Counter(str(page) for page in range(1, page_count + 1)),
        "pages in the contents": Counter(map(str, contents)),
    }


def test_every_digit_of_the_pdf_is_of_a_figure_or_explained(report: Report, capsys: Any) -> None:
    reader = PdfReader(io.BytesIO(report.pdf))
    texts = [page.extract_text() for page in reader.pages]
    contents = [int(page) for page in re.findall(r"(?:\. ?){3,}\s*(\d+)", texts[1])]
    origins = explained(report.document, len(texts), contents)
    assert len(contents) == len(report.document.sections)
    with capsys.disabled():
        print("\n" + ", ".join(f"{name}: {counted.total()}" for name, counted in origins.items()))
    assert sum(map(digits, texts), Counter()) - sum(origins.values(), Counter()) == Counter()
    assert sum(origins.values(), Counter()) - sum(map(digits, texts), Counter()) == Counter()


# What stands at the axes of charts: shares, scores, and round numbers of submissions.
AXES = {*map(str, (0, 20, 40, 60, 80, 100)), *map(str, range(1, 6)), *map(str, (50, 150))}


def test_what_charts_print_is_traced_beside_them(report: Report) -> None:
    """The numbers in a chart stand in the tables and sentences of its section, too."""
    for section in report.document.sections:
        traced = set(sum((digits(number.text) for number in numbers(section)), Counter()))
        for chart in (block for block in section.blocks if isinstance(block, Chart)):
            printed = {run for text in _TEXT_OF_SVG.findall(chart.svg) for run in _DIGITS.findall(text)}
            assert printed
            assert printed - traced - AXES == set(), chart.caption


def test_sentences_have_no_figures_of_their_own(report: Report) -> None:
    """Of the templates, only the year of the printed report and the name of a hash have digits."""
    found = {run for text in texts(report.document.language).values() for run in _DIGITS.findall(text)}
    assert found == {"2024", "256"}
