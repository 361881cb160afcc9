"""What the tests of faults need: processes to start and to kill, how much to run, and lines for the end of the run.

`make test` runs a sample of each; `--full` (`make faults`) runs all of it. A test adds a line with `tell`.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.project import Project
from pipeline.releases.read import open_current
from pipeline.releases.store import ReleaseStore

_HERE = Path(__file__).parent
_LINES = pytest.StashKey[list[str]]()

Tell = Callable[[str], None]


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Say at the end what was injected and what came of it."""
    lines = config.stash.get(_LINES, [])
    if lines:
        terminalreporter.section("faults")
        for line in lines:
            terminalreporter.line(line)


@pytest.fixture
def tell(pytestconfig: pytest.Config) -> Tell:
    """Add a line to what is said at the end of the run."""
    return pytestconfig.stash.setdefault(_LINES, []).append


@pytest.fixture
def is_full(pytestconfig: pytest.Config) -> bool:
    return bool(pytestconfig.getoption("full"))


@pytest.fixture
def store(project_copy: Project) -> ReleaseStore:
    return ReleaseStore(project_copy.releases)


class Readers:
    """Readers in processes of their own, each polling the current release of a project."""

    def __init__(self, project: Project, count: int) -> None:
        self._processes = [
            subprocess.Popen(
                [sys.executable, _HERE / "polling_reader.py", project.root],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            )
            for _ in range(count)
        ]  # fmt: skip
        for process in self._processes:
            assert process.stdout
            assert process.stdout.readline() == "ready\n"

    def end(self) -> list[dict[str, Any]]:
        """What each reader saw; after its last look at the current release."""
        # All are told first, so that they end together.
        told = []
        for process in self._processes:
            assert process.stdin
            process.stdin.close()
            process.stdin = None
        for process in self._processes:
            output, _ = process.communicate()
            told.append(json.loads(output))
        return told

    def kill(self) -> None:
        for process in self._processes:
            if process.poll() is None:
                process.kill()
                process.communicate()


@pytest.fixture
def start_readers() -> Iterator[Callable[[Project, int], Readers]]:
    """Start readers of a project; they are gone when the test ends."""
    started: list[Readers] = []

    def start(project: Project, count: int) -> Readers:
        started.append(Readers(project, count))
        return started[-1]

    yield start
    for readers in started:
        readers.kill()


@pytest.fixture
def make_releases(project_copy: Project) -> Callable[..., "subprocess.CompletedProcess[str]"]:
    """Make real releases out of the warehouse of project_copy, in a process of its own, without dbt and audit."""

    def make(
        count: int, kept: int = 5, kill_at: int = 0, preexec: Callable[[], None] | None = None
    ) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, _HERE / "releasing.py", project_copy.root, str(count), str(kept), str(kill_at)],
            capture_output=True, text=True, check=False, preexec_fn=preexec,
        )  # fmt: skip

    return make


@pytest.fixture
def current_id(store: ReleaseStore) -> Callable[[], str]:
    """The release that a reader gets now; it fails where that is not the one that the pointer names."""

    def read() -> str:
        with open_current(store) as current:
            assert current.fault is None, current.fault
            ((release_id,),) = current.query("select release_id from main.release").fetchall()
        assert release_id == current.release.release_id
        return str(release_id)

    return read
