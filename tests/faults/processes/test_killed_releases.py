"""A release that is killed at any moment: readers keep the one before, or have the new one, whole."""

import json
import signal

from pipeline.releases.store import ReleaseStore


def test_a_release_killed_at_each_of_its_deeds_leaves_a_whole_one(store, make_releases, current_id, is_full, tell):
    """Not at random: at each opening, renaming, removing, locking of a file, one after another."""
    whole = make_releases(1, kept=2)
    assert whole.returncode == 0, whole.stderr
    deed_count = int(whole.stdout.splitlines()[-1])
    assert deed_count > 20
    given = {release.sequence for release in store.all()}
    kill_points = range(1, deed_count + 1, 1 if is_full else 8)
    moved = 0
    for kill_at in kill_points:
        good_before = {release.release_id for release in store.all() if store.is_good(release.pointer)}
        before = current_id()
        killed = make_releases(1, kept=2, kill_at=kill_at)
        assert killed.returncode == -signal.SIGKILL, (kill_at, killed.stdout, killed.stderr)
        after = current_id()
        moved += after != before
        good_after = [release for release in store.all() if store.is_good(release.pointer)]
        ids = {release.release_id for release in good_after}
        assert after in ids
        # What was among the newest two is still there.
        newest = sorted(good_before | ids)[-2:]
        assert set(newest) <= ids, (kill_at, newest, ids)
        # The next one is good, has a number of its own, and has cleared what was left.
        highest = max(given | {release.sequence for release in store.all()})
        made = make_releases(1, kept=2)
        assert made.returncode == 0, (kill_at, made.stderr)
        release = store.current()
        assert current_id() == release.release_id == made.stdout.splitlines()[0]
        assert release.sequence > highest
        given |= {highest, release.sequence}
        assert sorted(path.name for path in store.folder.iterdir()) == _expected_names(store)
    tell(
        f"{len(kill_points)} releases killed at {len(kill_points)} of {deed_count} deeds: 0 lost, "
        f"{moved} were current already, the next one good each time"
    )
    assert 0 < moved < len(kill_points)


def _expected_names(store: ReleaseStore) -> list[str]:
    of_releases = [f"{release.release_id}.{ending}" for release in store.all() for ending in ("duckdb", "json")]
    return sorted([".lock", ".sequence", "current.json", *of_releases])


def test_a_number_is_not_given_again_after_its_release_is_gone(store, make_releases):
    assert make_releases(2).returncode == 0
    newest, *_ = store.all()
    store.make_current(store.all()[-1])
    for ending in ("duckdb", "json"):
        (store.folder / f"{newest.release_id}.{ending}").unlink()
    assert store.next_sequence() == newest.sequence + 1
    # Without the counter, what is there says the most.
    (store.folder / ".sequence").unlink()
    assert store.next_sequence() == newest.sequence
    (store.folder / ".r0041-0123abcd.duckdb.99.tmp").touch()
    assert store.next_sequence() == 42
    (store.folder / ".sequence").write_text("no number")
    assert store.next_sequence() == 42


def test_a_clock_that_goes_back_does_not_matter(store, make_releases, current_id):
    """releasing.py says 2001 for each release, and the first one is of today."""
    first = store.current()
    made = make_releases(2)
    assert made.returncode == 0
    newest = store.all()[0]
    assert newest.sequence == 3
    assert newest.built_at < first.built_at
    assert current_id() == newest.release_id == made.stdout.splitlines()[1]


def test_the_description_of_the_current_release_is_written_again(store, make_releases, current_id):
    first = store.current()
    (store.folder / f"{first.release_id}.json").unlink()
    # Its file says the same.
    assert store.current() == first
    assert current_id() == first.release_id
    assert make_releases(1).returncode == 0
    assert json.loads((store.folder / f"{first.release_id}.json").read_text())["sha256"] == first.sha256
    assert [release.sequence for release in store.all()] == [2, 1]
