"""Whatever stands in a pointer or sidecar, a reader gets the last good release or one line, at once."""

import json
import os
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from pipeline.files import sha256_of
from pipeline.releases.store import BrokenPointerError, Pointer, Release, ReleaseStore

RELEASE_ID = "r0001-0a1b2c3d"
MANY_DIGITS = f"r{'1' * 5_000}-a"


@pytest.fixture
def store(tmp_path: Path) -> ReleaseStore:
    """One release, which nobody opens here: any bytes will do."""
    path = tmp_path / f"{RELEASE_ID}.duckdb"
    path.write_bytes(b"released")
    store = ReleaseStore(tmp_path)
    release = Release(RELEASE_ID, 1, path.name, sha256_of(path), "0" * 64, "2026-01-01 00:00:00", ["SCS2024"])
    store.add(release, {})
    store.make_current(release)
    return store


def changed(content: Any, **changes: Any) -> str:
    return json.dumps({**asdict(content), **changes})


def nested(_content: Any) -> str:
    return "[" * 100_000


BROKEN: dict[str, Callable[[Any], str]] = {
    "nothing": lambda _content: "",
    "a list": lambda _content: "[]",
    "deeply nested": nested,
    "a number for the id": lambda content: changed(content, release_id=1),
    "an id of very many digits": lambda content: changed(content, release_id=MANY_DIGITS, file=f"{MANY_DIGITS}.duckdb"),
    "digits of another script": lambda content: changed(content, release_id="r٠٠٠١-a", file="r٠٠٠١-a.duckdb"),
    "a file elsewhere": lambda content: changed(content, file="../r0001-0a1b2c3d.duckdb"),
    "the file of another": lambda content: changed(content, file="r0002-0a1b2c3d.duckdb"),
    "null for the hash": lambda content: changed(content, sha256=None),
    "two million spaces": lambda content: changed(content) + " " * 2_000_000,
}
BROKEN_SIDECARS = {
    **BROKEN,
    "a text for the sequence": lambda content: changed(content, sequence="1"),
    "true for the sequence": lambda content: changed(content, sequence=True),
    "numbers for surveys": lambda content: changed(content, survey_codes=[1]),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_pointer_that_says_no_release_is_broken(store: ReleaseStore, kind: str) -> None:
    pointer = store.pointed()
    assert pointer
    store.pointer.write_text(BROKEN[kind](pointer))
    with pytest.raises(BrokenPointerError) as refused:
        store.pointed()
    (line,) = refused.value.lines
    assert "\n" not in line
    assert len(line) < 500
    assert "smart-customs rollback" in line
    # What there is to fall back to, and to count on from.
    assert [release.release_id for release in store.instead_of(None)] == [RELEASE_ID]
    assert store.next_sequence() == 2


@pytest.mark.parametrize("kind", BROKEN_SIDECARS)
def test_a_sidecar_that_describes_no_release_is_passed_over(store: ReleaseStore, kind: str) -> None:
    (release,) = store.all()
    (store.folder / f"{RELEASE_ID}.json").write_text(BROKEN_SIDECARS[kind](release))
    assert store.all() == []
    assert store.next_sequence() == 2


def test_a_file_named_by_very_many_digits_is_none_of_ours(store: ReleaseStore) -> None:
    """As many as a name can have."""
    (store.folder / f"r{'1' * 240}-a.json").write_text("{}")
    assert len(store.all()) == 1
    assert store.next_sequence() == 2


@pytest.mark.parametrize(
    "make", [os.mkfifo, lambda path: path.symlink_to("/dev/zero"), lambda path: path.symlink_to(path)]
)
def test_a_pointer_or_release_that_is_no_file_is_refused_at_once(
    store: ReleaseStore, make: Callable[[Path], None]
) -> None:
    pointer = store.pointed()
    assert isinstance(pointer, Pointer)
    release = store.folder / pointer.file
    release.unlink()
    make(release)
    assert not store.is_good(pointer)
    store.pointer.unlink()
    make(store.pointer)
    with pytest.raises(BrokenPointerError):
        store.pointed()
