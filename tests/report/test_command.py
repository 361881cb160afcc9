"""The command: what it writes, and one line and exit 2 for what it cannot write; never half a file."""

import shutil
from pathlib import Path

import pytest

from pipeline.project import Project
from pipeline.releases.store import ReleaseStore
from tests.support.command import run_command
from tests.support.releases import copy_releases, publish_changed

# What a test writes to a file beside the project.
KEPT = b"kept as it was"


@pytest.fixture
def project(released_project: Path, tmp_path: Path) -> Project:
    """A project of the test's own that holds releases and nothing else."""
    return copy_releases(released_project, tmp_path / "project")


@pytest.mark.parametrize(("name", "start"), [("report.pdf", b"%PDF-"), ("report.html", b"<!DOCTYPE html>")])
def test_a_report_is_written_in_the_format_that_its_name_asks_for(project: Project, name: str, start: bytes) -> None:
    ended = run_command(project.root, "report", "-o", name)
    assert ended.returncode == 0, ended.stderr
    assert ended.stderr == ""
    assert (project.root / name).read_bytes().startswith(start)
    assert "SCS2024, release r0001" in ended.stdout
    assert {path.name for path in project.root.iterdir()} == {"dbt_project.yml", "releases", name}


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--lang", "de", "-o", "r.pdf"], "'de' is not one of 'en', 'fr'"),
        (["--format", "docx", "-o", "r.pdf"], "'docx' is not one of 'pdf', 'html'"),
        (["--survey", "SCS2031", "-o", "r.pdf"], "--survey: found 'SCS2031', expected a round of r0001"),
        (["--release", "r0099-12345678", "-o", "r.pdf"], "found no release r0099-12345678, expected one of r0001"),
        (["-o", "report.docx"], "found 'report.docx', expected a name that ends in .pdf or .html"),
        (["-o", "nowhere/r.pdf"], "found no folder nowhere"),
        (["-o", "releases", "--format", "pdf"], "found the folder releases, expected a file"),
        (["-o", "kept.pdf"], "found the file kept.pdf, expected none; choose another name, or replace it with --force"),
    ],
)
def test_what_cannot_be_written_is_told_in_one_line(project: Project, options: list[str], told: str) -> None:
    (project.root / "kept.pdf").write_bytes(KEPT)
    before = sorted(path.name for path in project.root.iterdir())
    ended = run_command(project.root, "report", *options)
    assert ended.returncode == 2
    assert told in ended.stderr
    assert len([line for line in ended.stderr.splitlines() if line.startswith("Error:")]) == 1
    assert sorted(path.name for path in project.root.iterdir()) == before
    assert (project.root / "kept.pdf").read_bytes() == KEPT


def test_a_folder_that_cannot_be_written_to_is_told(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may write anywhere, so the system is made to refuse."""

    def refuse(_path: Path, _content: bytes) -> int:
        raise PermissionError(13, "Permission denied", "r.pdf")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    ended = run_command(project.root, "report", "-o", "r.pdf")
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1
    assert "Permission denied" in ended.stderr
    assert not (project.root / "r.pdf").exists()


def test_without_a_release_there_is_no_report(project: Project) -> None:
    shutil.rmtree(project.releases)
    ended = run_command(project.root, "report", "-o", "r.pdf")
    assert ended.returncode == 2
    assert "found no release yet, expected one; run `smart-customs build`" in ended.stderr


def test_force_replaces_a_file_and_the_release_is_the_one_asked_for(project: Project) -> None:
    """The later release has a name that nobody expects: long, from right to left, with letters of no own font."""
    first = ReleaseStore(project.releases).current()
    assert first
    long_name = "Ένα πολύ μεγάλο όνομα " * 12 + "تقنية"
    publish_changed(
        ReleaseStore(project.releases),
        *(
            f"update marts.{mart} set technology_name_en = '{long_name}' where technology_code = 'drones'"
            for mart in ("technology_adoption", "development_potential", "technology_profile", "flagship_selection")
        ),
        "delete from marts.performance_contribution",
        "update marts.capacity_building_needs set submission_count = 0, respondent_count = 0, share = null,"
        " share_rank = null",
        "update marts.maturity_by_region set is_suppressed = true, submission_count = null, respondent_count = null,"
        " share = null, share_rank = null",
    )
    (project.root / "r.pdf").write_bytes(KEPT)
    ended = run_command(project.root, "report", "-o", "r.pdf", "--force")
    assert ended.returncode == 0, ended.stderr
    assert (project.root / "r.pdf").read_bytes().startswith(b"%PDF-")
    earlier = run_command(project.root, "report", "-o", "earlier.pdf", "--release", first.release_id)
    assert first.release_id in earlier.stdout


@pytest.mark.parametrize(("letters", "returncode"), [("\U000f0000", 2)])
def test_letters_that_no_font_has_are_named(project: Project, letters: str, returncode: int) -> None:
    """A letter of the private use area is in no font."""
    publish_changed(
        ReleaseStore(project.releases), f"update marts.participation_summary set survey_name_en = 'Round {letters}'"
    )
    ended = run_command(project.root, "report", "-o", "r.pdf")
    assert ended.returncode == returncode
    assert ended.stderr.count("\n") == 1
    assert "expected letters that a font of this machine has" in ended.stderr
    assert not (project.root / "r.pdf").exists()
