"""What the typed report of 2024 lost is here: sections I and III state all regions, technologies and figures."""

import pytest

from pipeline.releases.read import OpenRelease
from pipeline.report.content import Document, Number, Paragraph, Table
from tests.report.written import Report

NUMBERS = ["I", "II", "III", "IV", "V", "VI", "VII"]


def paragraphs(document: Document, number: str) -> list[Paragraph]:
    (section,) = [section for section in document.sections if section.number == number]
    return [block for block in section.blocks if isinstance(block, Paragraph)]


def keys(paragraph: Paragraph, column: str) -> list[tuple[str, str]]:
    """(code, text) of the figures of a column in a paragraph, by region or technology."""
    return [
        (run.key.get("region_code") or run.key.get("technology_code", ""), run.text)
        for run in paragraph.runs
        if isinstance(run, Number) and run.column == column
    ]


def words(paragraph: Paragraph) -> str:
    return "".join(run if isinstance(run, str) else run.text for run in paragraph.runs)


def test_every_section_is_there_once_and_in_order(report: Report) -> None:
    assert [section.number for section in report.document.sections if section.number] == NUMBERS


def test_section_one_names_all_regions_with_their_rates(report: Report, opened: OpenRelease) -> None:
    column = f"region_name_{report.document.language}"
    names = opened.query(f"select {column} from marts.participation_by_region where survey_code = 'SCS2024'").fetchall()
    ranking = words(paragraphs(report.document, "I")[1])
    assert len(names) == 6
    assert [name for (name,) in names if name.replace("'", "’") not in ranking] == []
    rates = [text for _, text in keys(paragraphs(report.document, "I")[1], "participation_rate")]
    # Three regions are level and share one figure.
    assert [rate.rstrip("% \u202f") for rate in rates] == ["79", "71", "58", "50"]


def test_section_three_gives_every_technology_its_count(report: Report) -> None:
    """AI and drones are level: the report of 2024 printed no count for AI."""
    lead = paragraphs(report.document, "III")[0]
    counts = [int(text) for _, text in keys(lead, "adopted_count")]
    assert counts[:5] == [23, 17, 13, 12, 11]
    tied = (
        "AI / machine learning and drones, equal (12)"
        if report.document.language == "en"
        else ("IA / apprentissage automatique et drones, à égalité (12)")
    )
    assert tied in words(lead)


def test_synthetic_answers_are_said_to_be_synthetic(report: Report) -> None:
    assert report.document.is_synthetic
    assert report.document.texts["synthetic_cover"] in report.html
    marked = [
        cell
        for section in report.document.sections
        for block in section.blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row
        if any(isinstance(run, Number) and run.is_marked for run in cell)
    ]
    assert len(marked) > 100


@pytest.mark.parametrize("basis", ["published", "illustrative"])
def test_only_illustrative_figures_are_marked(basis: str, report: Report) -> None:
    figures = [
        run
        for section in report.document.sections
        for block in section.blocks
        if isinstance(block, Paragraph)
        for run in block.runs
        if isinstance(run, Number) and run.basis == basis
    ]
    assert figures
    assert {run.is_marked for run in figures} == {basis == "illustrative"}
