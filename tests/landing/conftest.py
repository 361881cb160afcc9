"""What the tests of landing share: a project with a round that runs from 2 March to 10 April 2026, and exports."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import writers

from pipeline.codebook.codes import Codebook
from pipeline.codebook.reading import read_codebook
from pipeline.exports.export import Column, Export, Response, Role, State, Tool
from pipeline.project import Project
from pipeline.surveys.adding import SurveyDates, add_survey

SURVEY = "SCS2026"
ROOT = Path(__file__).parents[2]
MakeExport = Callable[..., Export]


@pytest.fixture(scope="session")
def registered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The codebook and the shipped answers of a project in which the round is registered. Tests only read it."""
    root = tmp_path_factory.mktemp("registered")
    shutil.copy2(ROOT / "dbt_project.yml", root)
    shutil.copytree(ROOT / "seeds", root / "seeds")
    add_survey(Project(root), SURVEY, SurveyDates("2026-03-02", "2026-03-20", "", "2026-04-10"), like="SCS2024")
    return root


@pytest.fixture(scope="session")
def codebook(registered: Path) -> Codebook:
    return read_codebook(Project(registered), SURVEY)


@pytest.fixture
def project(registered: Path, tmp_path: Path) -> Project:
    """A copy of the test's own, outside version control, to land in."""
    return Project(Path(shutil.copytree(registered, tmp_path / "project")))


@pytest.fixture
def tidy(tmp_path: Path) -> Callable[..., Path]:
    """Write a tidy CSV: headings, then rows."""

    def write(headings: Sequence[str], *rows: Sequence[str], name: str = "export.csv") -> Path:
        return writers.tidy_csv(tmp_path / name, headings, rows)

    return write


@pytest.fixture
def make_export() -> MakeExport:
    """An export of which only the columns and the cells matter.

    columns: a heading for a column with an answer, or a Column. rows: cells of complete responses.
    """

    def make(columns: Sequence[str | Column], *rows: Sequence[str]) -> Export:
        made = tuple(
            Column(position, column, Role.ANSWER, question_text=column) if isinstance(column, str) else column
            for position, column in enumerate(columns)
        )
        responses = [
            Response(number, tuple(cells), State.COMPLETE, str(number), None, "")
            for number, cells in enumerate(rows, 2)
        ]
        return Export(Path("export.csv"), Tool.TIDY, "utf-8", ",", None, 1, made, responses=lambda: iter(responses))

    return make
