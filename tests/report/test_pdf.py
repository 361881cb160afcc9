"""The PDF is for archives and for whoever has it read aloud: what it claims, its tags, and the same bytes twice."""

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pikepdf
import pytest
import typst

from pipeline.report.content import Chart, Table
from pipeline.report.typesetting import typeset
from tests.report.written import BUILT_AT, Report


def elements(node: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    """The elements of the structure of a PDF, below a node of it."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from elements(child)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        yield from elements(node.get("/K", pikepdf.Array()))


@pytest.fixture
def pdf(report: Report) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(report.pdf)) as opened:
        yield opened


def test_it_claims_both_standards_and_says_its_title_and_language(pdf: pikepdf.Pdf, report: Report) -> None:
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["pdfaid:part"] == "2"
        assert metadata["pdfaid:conformance"] == "A"
        assert metadata["dc:title"] == f"{report.document.title}: {report.document.subtitle}"
    assert str(pdf.Root.Lang).partition("-")[0] == report.document.language
    assert pdf.Root.MarkInfo.Marked
    assert pdf.Root.ViewerPreferences.DisplayDocTitle


def test_headings_tables_and_charts_are_tagged_as_such(pdf: pikepdf.Pdf, report: Report) -> None:
    found = list(elements(pdf.Root.StructTreeRoot.K))
    tags = Counter(str(element.S) for element in found)
    blocks = [block for section in report.document.sections for block in section.blocks]
    charts = [block for block in blocks if isinstance(block, Chart)]
    tables = [block for block in blocks if isinstance(block, Table)]
    assert tags["/H1"] >= len(report.document.sections)
    assert tags["/Table"] == len(tables)
    assert tags["/TH"] == sum(len(table.columns) for table in tables)
    assert tags["/TOC"] >= 1
    described = [str(element.Alt) for element in found if str(element.S) == "/Figure"]
    assert described == [chart.alternative for chart in charts]


def test_a_chart_without_a_text_for_whoever_cannot_see_it_is_refused(report: Report) -> None:
    sections = [
        replace(
            section, blocks=[replace(block, alternative="") for block in section.blocks if isinstance(block, Chart)]
        )
        for section in report.document.sections
    ]
    with pytest.raises(typst.TypstError, match="alt"):
        typeset(replace(report.document, sections=sections), "pdf", BUILT_AT)


def test_the_same_content_is_the_same_bytes(report: Report) -> None:
    assert typeset(report.document, "pdf", BUILT_AT).content == report.pdf
    assert typeset(report.document, "html", BUILT_AT).content.decode("utf-8") == report.html


def test_every_page_says_which_release_and_what_answers(report: Report) -> None:
    from pypdf import PdfReader

    pages = PdfReader(io.BytesIO(report.pdf)).pages
    words = report.document.texts
    assert len(pages) > 20
    for page in pages:
        text = page.extract_text()
        assert report.document.release_id in text
        assert words["synthetic"] in text
