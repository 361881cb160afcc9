"""A full disk, folders that cannot be written, files that were damaged, two builds at once: what readers have stays."""

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from pipeline.building import run as building
from pipeline.releases.read import open_current
from pipeline.releases.store import ReleaseStore
from tests.support.building import build
from tests.support.command import run_command
from tests.support.sampling import slow

COMMAND = Path(sys.executable).parent / "smart-customs"


@contextmanager
def _mounted(folder: Path, *options: str) -> Iterator[None]:
    """Something mounted over a folder; skips where this user or this machine does not allow it."""
    mounted = subprocess.run(["mount", *options, folder], capture_output=True, text=True, check=False)
    if mounted.returncode != 0:
        pytest.skip(f"mounting is not allowed here: {mounted.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


@contextmanager
def _files_limited_to(size: int) -> Iterator[None]:
    """A stand-in for a full disk that every user and machine has: no file of this process grows beyond a size."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def _limit_files_to(size: int):
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def _files(store: ReleaseStore) -> list[str]:
    return sorted(path.name for path in store.folder.iterdir() if path.name not in (".lock", ".sequence"))


@pytest.mark.parametrize("room", [0, 100, 4_096, 1_000_000])
def test_a_release_that_finds_no_room_leaves_the_current_one(store, make_releases, current_id, room):
    before, files = current_id(), _files(store)
    refused = make_releases(1, preexec=_limit_files_to(room))
    assert refused.returncode != 0
    assert current_id() == before
    # Neither a part of a release nor DuckDB's log of one.
    assert _files(store) == files
    assert make_releases(1).returncode == 0
    assert current_id() != before
    assert set(files) < set(_files(store))
    assert len(_files(store)) == len(files) + 2


@pytest.mark.parametrize("room", [pytest.param(0, marks=slow), 500_000, pytest.param(4_000_000, marks=slow)])
def test_a_build_that_finds_no_room_says_so_and_changes_nothing(project_copy, store, current_id, room):
    """Where it stops differs: the first file of all, the first of the warehouse, its end."""
    before = current_id()
    with _files_limited_to(room):
        stopped = run_command(project_copy.root, "build")
    assert stopped.returncode == 2, stopped.stdout + stopped.stderr
    assert "Error: " in stopped.stdout + stopped.stderr
    assert current_id() == before
    assert build(project_copy).status == "released"
    assert current_id() == store.all()[0].release_id != before


def test_a_disk_that_fills_up_stops_the_release_alone(store, make_releases, current_id):
    """A real file system with room for two releases and a half."""
    of_one = sum(path.stat().st_size for path in store.folder.iterdir())
    kept = store.folder.with_name("kept")
    shutil.copytree(store.folder, kept)
    with _mounted(store.folder, "-t", "tmpfs", "-o", f"size={int(of_one * 2.5)}", "tmpfs"):
        shutil.copytree(kept, store.folder, dirs_exist_ok=True)
        assert make_releases(1).returncode == 0
        before, files = current_id(), _files(store)
        refused = make_releases(1)
        assert refused.returncode != 0
        assert "No space left" in refused.stderr or "Could not write" in refused.stderr
        assert current_id() == before
        # The next one clears what was left, and there is room again once fewer are kept.
        assert set(files) <= set(_files(store))
        store.keep_newest(1)
        assert make_releases(1).returncode == 0
        assert current_id() == store.all()[0].release_id != before


def test_a_folder_of_releases_that_cannot_be_written_is_told_and_still_read(project_copy, store, current_id):
    before, files = current_id(), {path.name: path.stat().st_mtime_ns for path in store.folder.iterdir()}
    with _read_only(store.folder):
        stopped = run_command(project_copy.root, "build")
        assert stopped.returncode == 2, stopped.stdout + stopped.stderr
        (line,) = [line for line in stopped.stdout.splitlines() if line.startswith("Error")]
        assert "releases" in line
        assert line.endswith("check disk space, permissions and memory")
        rolled = run_command(project_copy.root, "rollback", before)
        assert rolled.returncode == 2
        assert rolled.stderr.startswith("Error: ")
        read = run_command(project_copy.root, "sql", "select release_id from main.release", "--format", "csv")
        assert (read.stdout, read.stderr) == (f"release_id\n{before}\n", "")
        assert {path.name: path.stat().st_mtime_ns for path in store.folder.iterdir()} == files


@contextmanager
def _read_only(folder: Path) -> Iterator[None]:
    """Permissions stop everybody but root; for root, the folder is mounted again without writing."""
    if os.geteuid() != 0:
        folder.chmod(0o555)
        try:
            yield
        finally:
            folder.chmod(0o755)
    else:
        with _mounted(folder, "-o", "bind,ro", str(folder)):
            yield


_KILLED_WITH_A_LOCK = """
import os, signal, sys
from filelock import FileLock
FileLock(sys.argv[1]).acquire()
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_neither_damaged_leftovers_nor_a_stale_lock_nor_the_clock_hinder_a_build(project_copy, store, monkeypatch):
    """One build for all three: each would stop it, or make its release an old one."""
    for damaged in ("warehouse.duckdb", "warehouse.duckdb.wal", "partial_parse.msgpack"):
        (project_copy.target / damaged).write_bytes(b"no such thing" * 1000)
    (project_copy.target / "seeds").mkdir()
    (project_copy.target / "seeds" / "broken.csv").write_bytes(b"\xff\xfe")
    (project_copy.target / ".summary.json.999999999.tmp").write_text("{")
    (project_copy.target / "build").mkdir()
    (project_copy.target / "build" / "warehouse.duckdb").write_bytes(b"half")
    for lock in (project_copy.target / "build.lock", project_copy.releases / ".lock"):
        subprocess.run([sys.executable, "-c", _KILLED_WITH_A_LOCK, lock], check=False)
        assert lock.exists()

    class LongAgo(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(2001, 1, 1, tzinfo=tz)

    monkeypatch.setattr(building, "datetime", LongAgo)
    told: list[str] = []
    assert build(project_copy, tell=told.append).status == "released"
    assert told[0] == "Reading raw answers"
    newest, first = store.all()
    with open_current(store) as current:
        assert (current.release, current.fault) == (newest, None)
    assert newest.sequence == 2
    assert newest.built_at == "2001-01-01 00:00:00" < first.built_at
    with duckdb.connect(str(project_copy.warehouse)) as warehouse:
        assert warehouse.execute("select count(*) from marts.participation_summary").fetchone() == (1,)
    assert not list(project_copy.target.glob(".*.tmp"))


@slow
def test_two_builds_at_once_wait_for_each_other_and_both_release(project_copy, store):
    builds = [
        subprocess.Popen(
            [COMMAND, "build"], cwd=project_copy.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]  # fmt: skip
    told = [process.communicate() for process in builds]
    assert [process.returncode for process in builds] == [0, 0], told
    assert sum("Waiting for another build of this project to end" in progress for _, progress in told) == 1
    assert [release.sequence for release in store.all()] == [3, 2, 1]
    assert all(store.is_good(release.pointer) for release in store.all())
    assert store.current().sequence == 3
