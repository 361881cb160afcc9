"""What has answers in it is readable by its owner alone, and releases by everybody, whatever the umask."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.building.report import build_and_report
from pipeline.project import Project
from tests.faults.collected_round import add_collected_round
from tests.support.building import quick_steps


@pytest.fixture(params=[0o000, 0o077])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def readable_by_others(folder: Path) -> set[str]:
    """Files in a folder that another user can read."""
    assert folder.stat().st_mode & (stat.S_IROTH | stat.S_IXOTH) == stat.S_IROTH | stat.S_IXOTH
    return {path.name for path in folder.iterdir() if path.stat().st_mode & stat.S_IROTH}


def test_answers_are_private_and_releases_are_not(project_copy: Project, umask: int) -> None:
    add_collected_round(project_copy)
    with quick_steps():
        assert build_and_report(project_copy, as_json=True) == 0
    for private in (project_copy.warehouse, project_copy.target / "summary.json", project_copy.target / "seeds"):
        assert private.stat().st_mode & 0o077 == 0, private
    assert {path.stat().st_mode & 0o077 for path in (project_copy.target / "seeds" / "raw").glob("*.csv")} == {0}
    assert [path for path in project_copy.private.rglob("*") if path.stat().st_mode & 0o077] == []
    released = readable_by_others(project_copy.releases)
    assert "current.json" in released
    databases = {path.name for path in project_copy.releases.glob("*.duckdb")}
    assert databases | {Path(name).with_suffix(".json").name for name in databases} <= released
    assert os.umask(umask) == umask
