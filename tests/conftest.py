"""What several kinds of tests need: copies of the project, and one that was built and released."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.building.run import build
from pipeline.project import Project

ROOT = Path(__file__).parent.parent
# What a build needs of a project; what builds make is left out.
PARTS = ["dbt_project.yml", "profiles.yml", "models", "macros", "seeds", "tests/dbt", "analyses"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--full", action="store_true", help="Run tests/faults in full, as `make faults` does, instead of in a sample."
    )
    parser.addoption(
        "--write-table",
        action="store_true",
        help="Write docs/faults.md from what the injected faults of this run gave.",
    )


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the project under test."""
    return ROOT


@pytest.fixture(scope="session")
def released_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project as shipped that was built and released once. Tests only read it."""
    folder = _copy_project(tmp_path_factory.mktemp("released"))
    summary = build(Project(folder))
    assert summary.status == "released", summary
    return folder


@pytest.fixture
def project_copy(tmp_path: Path, released_project: Path) -> Project:
    """A copy of the project of the test's own, with the release of `released_project`, to change and to build."""
    return Project(_copy_built(released_project, tmp_path / "project"))


@pytest.fixture(scope="module")
def module_project(tmp_path_factory: pytest.TempPathFactory, released_project: Path) -> Project:
    """The same for all tests of a module together."""
    return Project(_copy_built(released_project, tmp_path_factory.mktemp("module") / "project"))


@pytest.fixture(scope="session")
def copy_of() -> Callable[[Path, Path], Path]:
    """Copy a built project, with its release, warehouse and parsed state, to another folder."""
    return _copy_built


def _copy_project(folder: Path) -> Path:
    for part in PARTS:
        source = ROOT / part
        (folder / part).parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, folder / part)
        else:
            shutil.copy2(source, folder / part)
    return folder


def _copy_built(built: Path, folder: Path) -> Path:
    _copy_project(folder)
    shutil.copytree(built / "releases", folder / "releases")
    (folder / "target").mkdir()
    for name in ("warehouse.duckdb", "partial_parse.msgpack"):
        shutil.copy2(built / "target" / name, folder / "target" / name)
    return folder
