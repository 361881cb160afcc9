"""The command as a user runs it: what it prints, and how it exits."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.project import Project
from pipeline.releases.store import KEPT_RELEASES, ReleaseStore
from tests.support.command import Ended, run_command

COMMAND = Path(sys.executable).parent / "smart-customs"
Run = Callable[..., Ended]


@pytest.fixture
def run(project_copy: Project) -> Run:
    """Run smart-customs below a copy of the project that has one release."""
    return partial(run_command, project_copy.root / "models")


def test_every_command_and_option_says_what_it_does() -> None:
    assert main.help
    for name, command in main.commands.items():
        assert command.help, name
        for parameter in command.params:
            assert getattr(parameter, "help", None) or parameter.param_type_name == "argument", (name, parameter.name)


def test_as_many_releases_are_kept_as_a_build_without_the_command_keeps() -> None:
    (keep,) = (parameter for parameter in main.commands["build"].params if parameter.name == "kept_releases")
    assert keep.default == KEPT_RELEASES


def test_help_names_every_command(run: Run) -> None:
    shown = run("--help")
    assert shown.returncode == 0
    assert all(name in shown.stdout for name in main.commands)


def test_help_loads_nothing_that_only_commands_need(root: Path) -> None:
    """Help is quick because of what it leaves out; most of these take longer than all that it loads."""
    heavy = {"babel", "dbt", "duckdb", "filelock", "great_expectations", "numpy", "pandas", "rich", "sqlglot", "yaml"}
    heavy |= {"altair", "jinja2", "python_calamine", "streamlit", "xlsxwriter"}
    assert all(map(find_spec, heavy)), "a module that is not there is never imported"
    shown = subprocess.run(
        [sys.executable, "-X", "importtime", COMMAND, "--help"],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in shown.stderr.splitlines()}
    assert {"click", "pipeline"} <= imported
    assert not heavy & imported


def test_a_build_prints_totals_audit_and_release(run: Run, project_copy: Project) -> None:
    built = run("build")
    assert built.returncode == 0, built.stdout + built.stderr
    assert "SCS2024 (synthetic answers): 116 of 186 Members, 62 %" in built.stdout
    assert "Report section" in built.stdout
    release = ReleaseStore(project_copy.releases).current()
    assert release
    assert f"Released {release.release_id}: releases/{release.file}" in built.stdout
    assert "Auditing the marts" in built.stderr


def test_no_release_leaves_the_current_one(run: Run, project_copy: Project) -> None:
    before = (project_copy.releases / "current.json").read_bytes()
    built = run("build", "--no-release", "--json")
    assert built.returncode == 0
    summary = json.loads(built.stdout)
    assert (summary["status"], summary["exit_code"], summary["release"]) == ("passed", 0, None)
    assert summary["totals"][0]["submission_count"] == 116
    assert (project_copy.releases / "current.json").read_bytes() == before
    assert json.loads((project_copy.target / "summary.json").read_text()) == summary


def test_a_terminal_without_accents_gets_them_written_out(project_copy: Project) -> None:
    shown = subprocess.run(
        [COMMAND, "sql", "select 'Côte' as name", "--format", "csv"],
        cwd=project_copy.root,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (shown.returncode, shown.stdout) == (0, "name\nC\\xf4te\n")


def test_releases_are_listed_and_rolled_back(run: Run, project_copy: Project) -> None:
    (first,) = ReleaseStore(project_copy.releases).all()
    assert run("build").returncode == 0
    listed = json.loads(run("releases", "--json").stdout)
    assert [(release["sequence"], release["is_current"]) for release in listed] == [(2, True), (1, False)]
    # The same answers and commit: another release, the same content.
    assert listed[0]["content_hash"] == listed[1]["content_hash"]

    back = run("rollback", first.release_id)
    assert back.returncode == 0
    assert f"{first.release_id} is the current release now" in back.stdout
    table = run("releases").stdout
    assert [first.release_id in line for line in table.splitlines() if "current" in line] == [True]


def test_rolling_back_to_a_release_that_is_not_there_changes_nothing(run: Run, project_copy: Project) -> None:
    before = (project_copy.releases / "current.json").read_bytes()
    refused = run("rollback", "r9999")
    assert refused.returncode == 2
    assert "found no release r9999, expected one of r0001-" in refused.stderr
    assert (project_copy.releases / "current.json").read_bytes() == before


def test_a_broken_pointer_still_lists_what_to_roll_back_to(run: Run, project_copy: Project) -> None:
    (release,) = ReleaseStore(project_copy.releases).all()
    (project_copy.releases / "current.json").write_text("{")
    (project_copy.releases / "r0009-damaged.json").write_text('{"release_id": "r0009-damaged", "sequence": "9"}')
    listed = run("releases")
    assert listed.returncode == 0
    assert release.release_id in listed.stdout
    assert "r0009" not in listed.stdout
    assert "found no release" in listed.stderr
    read = run("sql", "select 1 as one", "--format", "csv")
    assert read.stdout == "one\n1\n"
    assert f"reading {release.release_id} instead" in read.stderr
    assert run("rollback", release.release_id).returncode == 0
    assert run("sql", "select 1 as one", "--format", "csv").stdout == "one\n1\n"


def test_without_a_release_the_user_is_told_to_build(run: Run, project_copy: Project) -> None:
    for path in project_copy.releases.iterdir():
        path.unlink()
    asked = run("sql", "select 1")
    assert asked.returncode == 2
    assert asked.stderr.strip().endswith("found no release yet, expected one; run `smart-customs build`")
    assert "No release yet" in run("releases").stdout


def test_a_damaged_release_is_not_read(run: Run, project_copy: Project) -> None:
    release = ReleaseStore(project_copy.releases).current()
    assert release
    path = project_copy.releases / release.file
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    asked = run("sql", "select 1")
    assert asked.returncode == 2
    assert "the file was damaged or changed" in asked.stderr
    (listed,) = json.loads(run("releases", "--json").stdout)
    assert listed["is_damaged"]
    assert "current, damaged" in run("releases").stdout
    refused = run("rollback", release.release_id)
    assert refused.returncode == 2
    assert "the file was damaged or changed" in refused.stderr


def _truncate(path: Path) -> None:
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-4096])


def _change(path: Path) -> None:
    path.chmod(0o644)
    path.write_bytes(path.read_bytes().replace(b"Kenya", b"Ghana").replace(b"2024", b"2025"))


def _leave_a_log(path: Path) -> None:
    path.with_name(f"{path.name}.wal").write_bytes(b"changes")


@pytest.mark.parametrize("damage", [Path.unlink, _truncate, _change, _leave_a_log])
def test_a_damaged_current_release_gives_way_to_the_last_good_one_until_the_next_build(
    run: Run, project_copy: Project, damage: Callable[[Path], None]
) -> None:
    store = ReleaseStore(project_copy.releases)
    (first,) = store.all()
    second = replace(first, release_id="r0002-0123abcd", sequence=2, file="r0002-0123abcd.duckdb")
    shutil.copyfile(store.folder / first.file, store.folder / second.file)
    store.add(second, {})
    store.make_current(second)
    damage(store.folder / second.file)
    asked = run("sql", "select release_id from main.release", "--format", "csv")
    assert asked.returncode == 0
    assert asked.stdout == f"release_id\n{first.release_id}\n"
    (warning,) = asked.stderr.splitlines()
    assert warning.startswith("Warning: ")
    assert second.file in warning
    assert warning.endswith(f"; reading {first.release_id} instead")
    assert [row["is_damaged"] for row in json.loads(run("releases", "--json").stdout)] == [True, False]


def test_the_next_build_mends_a_damaged_release(run: Run, project_copy: Project) -> None:
    store = ReleaseStore(project_copy.releases)
    release = store.current()
    assert release
    _truncate(store.folder / release.file)
    built = run("build", "--keep", "1")
    assert built.returncode == 0, built.stdout + built.stderr
    (newest,) = store.all()
    assert newest.sequence == 2
    assert run("sql", "select 1 as one", "--format", "csv").stderr == ""


def test_outside_a_project_and_with_wrong_words_it_exits_with_2(tmp_path: Path) -> None:
    for arguments, said in ((["build"], "found no dbt_project.yml"), (["bild"], "No such command")):
        refused = subprocess.run([COMMAND, *arguments], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert refused.returncode == 2
        assert said in refused.stderr
        assert "Traceback" not in refused.stderr


def test_a_folder_that_cannot_be_written_gets_one_line(run: Run, project_copy: Project) -> None:
    shutil.rmtree(project_copy.releases)
    project_copy.releases.write_text("a file where the folder should be")
    refused = run("build")
    assert refused.returncode == 2
    (line,) = [line for line in refused.stdout.splitlines() if line.startswith("Error")]
    assert line.endswith("check disk space, permissions and memory")
    assert "releases" in line
    assert json.loads((project_copy.target / "summary.json").read_text())["status"] == "stopped"


def test_half_a_decision_on_disclosure_stops_the_build(run: Run, project_copy: Project) -> None:
    before = (project_copy.releases / "current.json").read_bytes()
    stopped = run("build", "--hold", "TST2025", "--accept-disclosure", "SCS2024")
    assert stopped.returncode == 2
    assert "Error: --hold TST2025: found no such survey, expected one of SCS2024" in stopped.stdout
    assert "Error: --accept-disclosure: found no reason, expected --accepted-because TEXT" in stopped.stdout
    assert (project_copy.releases / "current.json").read_bytes() == before
