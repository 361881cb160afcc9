"""What several kinds of tests need: copies of the project, and one that was built and released."""

import gc
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from pipeline.project import Project

ROOT = Path(__file__).parent.parent
# What a build needs of a project; what builds make is left out.
PARTS = ["dbt_project.yml", "profiles.yml", "models", "macros", "seeds", "tests/dbt", "analyses"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--full", action="store_true", help="Run all tests in full, as `make test-all` does: those marked slow too."
    )
    parser.addoption(
        "--write-table",
        action="store_true",
        help="Write docs/faults.md from what the injected faults of this run gave.",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: too long for every run; `make test-all` (--full) runs it")
    config.addinivalue_line("markers", "quick: what changes break most often; `make test-quick` runs it")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave slow tests out of a run that is not in full, unless it names them one by one."""
    if config.getoption("full"):
        return
    named = [argument for argument in config.args if "::" in argument]
    slow = [item for item in items if item.get_closest_marker("slow") and not _is_named(item, named)]
    if slow:
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if item not in slow]


def pytest_collection_finish() -> None:
    """What was imported stays: the garbage collector need not go through it again and again."""
    gc.freeze()
    gc.set_threshold(50_000)


def _is_named(item: pytest.Item, named: list[str]) -> bool:
    return any(item.nodeid.startswith(name.removeprefix("./")) for name in named)


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the project under test."""
    return ROOT


@pytest.fixture(scope="session")
def released_project(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A copy of the project as shipped that was built and released once, for all workers. Tests only read it."""
    # Not above: it loads dbt and Great Expectations, which takes seconds.
    from tests.support.building import build, share

    temporary = tmp_path_factory.getbasetemp()
    # Workers have a folder each, in one of the run.
    folder = (temporary if worker_id == "master" else temporary.parent) / "released"
    share(folder.parent)
    with FileLock(folder.with_suffix(".lock")):
        if not (folder / "releases" / "current.json").exists():
            summary = build(Project(_copy_project(folder)))
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
    for name in ("releases", "private"):
        shutil.copytree(built / name, folder / name)
    (folder / "target").mkdir()
    for name in ("warehouse.duckdb", "partial_parse.msgpack"):
        shutil.copy2(built / "target" / name, folder / "target" / name)
    shutil.copytree(built / "target" / "validations", folder / "target" / "validations")
    return folder
