"""Any number of readers while releases are made: no error, no half of a release, and the newest one in the end."""

import subprocess
import sys

import duckdb
import pytest

from pipeline.releases.held import hold, remove_unless_held
from pipeline.releases.read import ReleaseReader, open_current
from tests.support.sampling import slow


@slow
def test_readers_see_no_error_while_releases_come_and_go(
    project_copy, store, start_readers, make_releases, is_full, tell
):
    reader_count, release_count = (20, 30) if is_full else (5, 6)
    readers = start_readers(project_copy, reader_count)
    made = make_releases(release_count, kept=3)
    assert made.returncode == 0, made.stderr
    newest = store.all()[0].release_id
    told = readers.end()
    polls = sum(reader["polls"] for reader in told)
    errors = [error for reader in told for error in reader["errors"]]
    on_newest = sum(reader["last"] == newest for reader in told)
    tell(
        f"{reader_count} readers during {release_count} releases: {polls} polls, {len(errors)} errors, "
        f"{on_newest} readers end on the newest release, {max(len(reader['seen']) for reader in told)} releases seen "
        "by the one that saw most"
    )
    assert errors == []
    assert on_newest == reader_count
    assert made.stdout.splitlines()[-2] == newest
    # Those that were read meanwhile went with a later release, but for the last few.
    assert len(store.all()) < release_count


def test_a_reader_keeps_one_release_until_it_looks_again(store, make_releases):
    reader = ReleaseReader(store)
    first = reader.current()
    assert make_releases(1).returncode == 0
    assert first.query("select release_id from main.release").fetchone() == (first.release.release_id,)
    (second,) = reader.query("select release_id from main.release").fetchone()
    assert second == store.all()[0].release_id != first.release.release_id
    assert reader.current() is reader.current()


def test_a_notebook_is_warned_of_a_damaged_release(store, make_releases):
    assert make_releases(1).returncode == 0
    damaged = store.current()
    path = store.folder / damaged.file
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-4096])
    reader = ReleaseReader.of_project(store.folder)
    with pytest.warns(UserWarning, match=r"the file was damaged or changed.*; reading r0001-\w+ instead"):
        (read,) = reader.query("select release_id from main.release").fetchone()
    assert read.startswith("r0001-")


_HOLD = """
import sys
from pathlib import Path
from pipeline.releases.read import open_current
from pipeline.releases.store import ReleaseStore
with open_current(ReleaseStore(Path(sys.argv[1]))) as current:
    print("reading", flush=True)
    sys.stdin.read()
    print(current.query("select count(*) from marts.codes").fetchone()[0])
"""
# Any DuckDB client, such as a notebook that knows nothing of us.
_OPEN = """
import sys, json, duckdb
from pathlib import Path
from tests.support.sampling import slow
folder = Path(sys.argv[1])
connection = duckdb.connect(folder / json.loads((folder / "current.json").read_text())["file"], read_only=True)
print("reading", flush=True)
sys.stdin.read()
print(connection.execute("select count(*) from marts.codes").fetchone()[0])
"""


@pytest.mark.parametrize("program", [_HOLD, _OPEN], ids=["our reader", "any client"])
def test_a_release_that_is_being_read_is_not_removed(store, make_releases, program):
    read = store.current()
    reader = subprocess.Popen(
        [sys.executable, "-c", program, store.folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert reader.stdout.readline() == "reading\n"
    assert make_releases(3, kept=1).returncode == 0
    assert [release.sequence for release in store.all()] == [4, 1]
    assert store.is_good(read.pointer)
    assert (store.folder / read.file).stat().st_mode & 0o222 == 0
    output, _ = reader.communicate()
    assert reader.returncode == 0
    assert int(output) > 0
    assert make_releases(1, kept=1).returncode == 0
    assert [release.sequence for release in store.all()] == [5]


def test_the_newest_releases_are_kept_and_the_current_one(store, make_releases):
    first = store.current()
    assert make_releases(3, kept=2).returncode == 0
    assert [release.sequence for release in store.all()] == [4, 3]
    assert not (store.folder / first.file).exists()
    store.make_current(store.get(store.all()[1].release_id))
    assert store.keep_newest(1) == []
    assert [release.sequence for release in store.all()] == [4, 3]


def test_a_damaged_release_is_none_of_those_that_are_kept(store, make_releases):
    assert make_releases(2).returncode == 0
    second = store.all()[1]
    (store.folder / second.file).chmod(0o644)
    (store.folder / second.file).write_bytes(b"")
    assert store.keep_newest(2) == []
    assert [release.sequence for release in store.all()] == [3, 2, 1]


def test_holding_ends_with_the_reader(store):
    release = store.current()
    path = store.folder / release.file
    held = hold(path, release.sha256)
    assert not remove_unless_held(path)
    held.close()
    # Nobody closed this one, and nobody uses it any more.
    hold(path, release.sha256)
    assert remove_unless_held(path)
    assert not path.exists()
    assert remove_unless_held(path)


def test_a_client_of_its_own_does_not_hinder_a_release(store, make_releases):
    current = store.current()
    with duckdb.connect(str(store.folder / current.file), read_only=True):
        assert make_releases(1).returncode == 0
    with open_current(store) as opened:
        assert opened.release.sequence == 2
