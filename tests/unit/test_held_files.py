"""A held release file: found changed at once, and hashed no more often than that takes."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.files import sha256_of
from pipeline.releases import held
from pipeline.releases.held import HeldFile, hold, log_of

LONG_AGO = 1_700_000_000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "r0001-a.duckdb"
    path.write_bytes(b"released " * 1000)
    return path


@pytest.fixture
def file(path: Path) -> Iterator[HeldFile]:
    file = hold(path, sha256_of(path))
    yield file
    file.close()


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One entry per time that the file was hashed."""
    counted: list[int] = []
    sha256_of_descriptor = held._sha256_of

    def counting(descriptor: int) -> str:
        counted.append(descriptor)
        return sha256_of_descriptor(descriptor)

    monkeypatch.setattr(held, "_sha256_of", counting)
    return counted


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of the file system has gone on since the file was written."""
    now = time.time_ns
    monkeypatch.setattr(held.time, "time_ns", lambda: now() + 10_000_000_000)


@pytest.mark.usefixtures("settled")
def test_a_file_that_nobody_wrote_to_is_hashed_once(file: HeldFile, hashes: list[int]) -> None:
    assert [file.is_still_whole() for _ in range(5)] == [True] * 5
    assert len(hashes) == 1


@pytest.mark.usefixtures("settled")
def test_a_file_that_somebody_wrote_to_is_found_changed_at_once(file: HeldFile, path: Path) -> None:
    assert file.is_still_whole()
    with path.open("r+b") as content:
        content.write(b"R")
    assert not file.is_still_whole()
    assert not file.is_still_whole()


@pytest.mark.usefixtures("settled")
def test_a_change_that_hides_its_time_is_found_too(file: HeldFile, path: Path) -> None:
    os.utime(path, (LONG_AGO, LONG_AGO))
    assert file.is_still_whole()
    with path.open("r+b") as content:
        content.write(b"R")
    os.utime(path, (LONG_AGO, LONG_AGO))
    assert not file.is_still_whole()


def test_what_was_just_written_is_hashed_each_time(file: HeldFile, hashes: list[int]) -> None:
    """It may be written again within the same step of the file system's clock."""
    assert file.is_still_whole()
    assert file.is_still_whole()
    assert len(hashes) == 2


@pytest.mark.usefixtures("settled")
def test_a_file_is_hashed_again_now_and_then(
    file: HeldFile, hashes: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert file.is_still_whole()
    later = time.monotonic() + held._HASH_AGAIN_AFTER
    monkeypatch.setattr(held.time, "monotonic", lambda: later)
    assert file.is_still_whole()
    assert len(hashes) == 2


@pytest.mark.usefixtures("settled")
def test_a_log_beside_it_and_a_file_in_its_place_are_no_longer_it(file: HeldFile, path: Path) -> None:
    log_of(path).touch()
    assert not file.is_still_whole()
    log_of(path).unlink()
    assert file.is_still_whole()
    other = path.with_name("other")
    other.write_bytes(path.read_bytes())
    os.replace(other, path)
    assert not file.is_still_whole()
