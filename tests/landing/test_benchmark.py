"""The export that benchmarks/landing.py measures is one that lands whole."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.landing import SURVEY, write_export
from pipeline.cli import main
from pipeline.codebook.reading import read_codebook
from pipeline.project import Project


def test_the_measured_export_lands_whole(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    column_count = write_export(read_codebook(Project(root), SURVEY), 40, tmp_path / "export.csv")
    assert 70 <= column_count <= 80
    monkeypatch.chdir(root)
    landed = CliRunner().invoke(
        main, ["land", str(tmp_path / "export.csv"), "--survey", SURVEY, "--raw", str(tmp_path / "raw")]
    )
    assert landed.exit_code == 0, landed.output
    assert "40 responses: 40 landed, 0 partial, 0 empty, 0 duplicate, 0 rejected" in landed.stdout
