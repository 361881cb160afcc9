"""Holding the file of a release: a reader has a shared lock on it, and a file that is held is not removed.

The lock is on the file itself, so that it also works in a folder that a reader cannot write to, and the operating
system lets go of it when a process dies.
"""

import contextlib
import fcntl
import hashlib
import os
import time
import weakref
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import InputError
from pipeline.files import open_regular

REMEDY = "run `smart-customs build`, or `smart-customs rollback ID` to another release"


class DamagedError(InputError):
    """A release whose file is not there, or not as it was released."""


# Seconds after which a file that nobody wrote to is hashed again.
_HASH_AGAIN_AFTER = 60.0
# In nanoseconds, and a good deal more than file systems take.
_STEP_OF_FILE_TIMES = 2_000_000_000


class _Stamp(NamedTuple):
    """What changes when somebody writes to a file."""

    device: int
    inode: int
    size: int
    modified_at: int
    changed_at: int


class HeldFile:
    """A release file with the bytes of its release, which is not removed until close() or until nobody uses this."""

    def __init__(self, path: Path, sha256: str, descriptor: int) -> None:
        self.path = path
        self.sha256 = sha256
        self._descriptor = descriptor
        self._seen_whole: _Stamp | None = None
        self._hashed_at = 0.0
        self.close = weakref.finalize(self, os.close, descriptor)

    def is_still_whole(self) -> bool:
        """Whether the path still is this file, with the bytes of its release.

        They are hashed again where the file was written to since, and now and then, as a bit that rots on a disk is
        written by nobody.
        """
        return _is_at(self.path, self._descriptor) and not log_of(self.path).exists() and self._has_its_bytes()

    def _has_its_bytes(self) -> bool:
        # Before hashing: what is written meanwhile is another stamp the next time.
        stamp, now = _stamp_of(self._descriptor), time.monotonic()
        if stamp == self._seen_whole and now - self._hashed_at < _HASH_AGAIN_AFTER:
            return True
        is_whole = _sha256_of(self._descriptor) == self.sha256
        # A file system tells times in steps: what is written within the same one has the same stamp.
        is_settled = time.time_ns() - max(stamp.modified_at, stamp.changed_at) > _STEP_OF_FILE_TIMES
        self._seen_whole = stamp if is_whole and is_settled else None
        self._hashed_at = now
        return is_whole


def hold(path: Path, sha256: str) -> HeldFile:
    """Hold the file of a release. Raises DamagedError where it is missing, unreadable or has other bytes."""
    descriptor = _opened_and_locked(path)
    held = HeldFile(path, sha256, descriptor)
    try:
        _check(path, sha256, descriptor)
    except BaseException:
        held.close()
        raise
    return held


def remove_unless_held(path: Path) -> bool:
    """Remove a release file that nobody reads. False where somebody does, or where that cannot be known."""
    try:
        if _is_open_elsewhere(path):
            return False
        descriptor = open_regular(path)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        path.unlink()
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return True


def log_of(path: Path) -> Path:
    """Where DuckDB looks for changes that are not yet in a database file. A release never has any."""
    return path.with_name(f"{path.name}.wal")


def _opened_and_locked(path: Path) -> int:
    while True:
        try:
            descriptor = open_regular(path)
        except OSError as error:
            raise DamagedError(
                f"{path}: found {error.strerror or error}, expected the file of a release; {REMEDY}"
            ) from error
        # A file system without locks still has readers; nothing is removed there.
        with contextlib.suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_SH)
        if _is_at(path, descriptor):
            return descriptor
        # It was removed between opening and locking.
        os.close(descriptor)


def _check(path: Path, sha256: str, descriptor: int) -> None:
    try:
        found = _sha256_of(descriptor)
    except OSError as error:
        raise DamagedError(f"{path}: found {error.strerror or error}, expected to read a release; {REMEDY}") from error
    if found != sha256:
        raise DamagedError(
            f"{path}: found SHA-256 {found}, expected {sha256}; the file was damaged or changed: {REMEDY}"
        )
    if log_of(path).exists():
        # DuckDB would read it as part of the release.
        raise DamagedError(
            f"{log_of(path)}: found changes beside a release, expected none; somebody wrote to it: {REMEDY}"
        )


def _sha256_of(descriptor: int) -> str:
    os.lseek(descriptor, 0, os.SEEK_SET)
    with open(descriptor, "rb", closefd=False) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _stamp_of(descriptor: int) -> _Stamp:
    state = os.fstat(descriptor)
    return _Stamp(state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns)


def _is_at(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except OSError:
        return False


def _is_open_elsewhere(path: Path) -> bool:
    """Whether a DuckDB client that knows nothing of our locks has the file open in another process: it locks it too."""
    # Only who may write to a file may ask for a writer's lock.
    path.chmod(0o644)
    try:
        with path.open("r+b") as file:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        path.chmod(0o444)
    return False
