"""Values of the codebook that no reader could take are told by file, row and column before anything is built."""

import csv
import shutil
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.project import Project
from pipeline.seeds.codebook import check_codebook, is_code, is_name


@pytest.fixture
def project(tmp_path: Path, root: Path) -> Project:
    shutil.copytree(root / "seeds", tmp_path / "seeds")
    return Project(tmp_path)


def faults_with(project: Project, seed: str, line: int, **values: str) -> tuple[str, ...]:
    """The faults of a codebook in which the row on a line of a seed has other values."""
    path = project.seeds / "codebook" / f"{seed}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[line - 2].update(values)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    with pytest.raises(InputError) as refused:
        check_codebook(project)
    return refused.value.lines


def test_the_codebook_as_shipped_has_no_faults(project: Project) -> None:
    check_codebook(project)


@pytest.mark.parametrize(
    ("seed", "line", "column", "value", "expected"),
    [
        ("surveys", 2, "survey_code", "..", "found '..', expected up to 40 letters, digits, _ and -"),
        ("regions", 3, "region_code", "<script>", "found '<script>', expected up to 40 letters"),
        ("survey_items", 4, "item_code", "big\ndata", r"found 'big\ndata', expected up to 40 letters"),
        ("technologies", 4, "technology_code", "é", "found 'é', expected up to 40 letters"),
        ("technologies", 4, "technology_code", "x" * 41, "expected up to 40 letters"),
        ("members", 5, "name_en", "", "found '', expected a name in one line"),
        ("technologies", 2, "name_fr", "  ", "found '  ', expected a name in one line"),
        ("technologies", 2, "name_fr", "x" * 201, "of up to 200 characters"),
        ("technologies", 2, "name_fr", "a\u2028b", "expected a name in one line"),
        ("needs", 2, "position", "0", "found '0', expected a place, from 1"),
        ("flagship_rule_variants", 3, "kept_count", "0", "found '0', expected how many groups are kept, 1 or more"),
        ("survey_items", 2, "position", "-1", "found '-1', expected a place, from 1"),
        ("members", 2, "accession_on", "0001-01-01", "found '0001-01-01', expected a day from 1950 to 2100"),
        ("surveys", 2, "closed_on", "2101-01-01", "found '2101-01-01', expected a day from 1950 to 2100"),
    ],
)
def test_a_value_that_no_reader_could_take_is_a_fault(
    project: Project, seed: str, line: int, column: str, value: str, expected: str
) -> None:
    fault, *_ = faults_with(project, seed, line, **{column: value})
    # A record that spans lines moves none before it.
    assert fault.startswith(f"seeds/codebook/{seed}.csv, row {line}, column {column}: ")
    assert expected in fault
    assert len(fault) < 300


def test_a_round_is_two_years_long_at_most(project: Project) -> None:
    (fault,) = faults_with(project, "surveys", 2, closed_on="2027-06-24")
    assert "row 2, column closed_on: found 2027-06-24, 1,163 days after the opening" in fault


def test_the_rule_of_the_report_is_one_variant(project: Project) -> None:
    (fault,) = faults_with(project, "flagship_rule_variants", 2, is_report_rule="false")
    assert fault == (
        "seeds/codebook/flagship_rule_variants.csv, column is_report_rule: found no variant, expected true in one row; "
        "mark the rule of the report"
    )


def test_two_variants_that_are_the_rule_of_the_report_or_do_the_same_are_told(project: Project) -> None:
    twice, same = faults_with(project, "flagship_rule_variants", 3, is_report_rule="true", kept_count="3")
    assert "row 3, column is_report_rule: found 'true', as in row 2, expected the report's rule once" in twice
    assert "row 3, column ranked_by_code: found the rule of row 2, expected a variant that differs" in same


def test_two_surveys_have_two_names(project: Project) -> None:
    path = project.seeds / "codebook" / "surveys.csv"
    header, row = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([header, row, row.replace("SCS2024", "SCS2025"), ""]), encoding="utf-8")
    with pytest.raises(InputError) as refused:
        check_codebook(project)
    english, french = refused.value.lines
    assert "row 3, column name_en: found 'WCO" in english
    assert "the name of the survey in row 2, expected a name of its own" in english
    assert "row 3, column name_fr" in french


def test_codes_and_names_at_their_limits() -> None:
    assert is_code("a" * 40)
    assert is_code("SCS-2024_b")
    assert not is_code("")
    assert is_name("x" * 200)
    assert is_name("Côte d’Ivoire")
