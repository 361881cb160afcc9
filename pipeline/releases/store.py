"""The releases folder: which releases there are, which one is current, and how that changes.

releases/current.json               {"release_id", "file", "sha256"}: the current release
releases/<release_id>.duckdb        the release
releases/<release_id>.json          its sidecar: what Release holds
releases/.sequence                  the highest sequence number that was ever given out
releases/.lock                      held by whoever changes the folder; readers do without

docs/decisions/0007 says in which order they are written, and what is left where that is interrupted.
"""

import contextlib
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any

from filelock import FileLock
from pydantic import Field, TypeAdapter, ValidationError

from pipeline.errors import InputError
from pipeline.files import read_regular, write_text
from pipeline.releases.connection import described_by
from pipeline.releases.held import DamagedError, HeldFile, hold, log_of, remove_unless_held

# How many releases are kept unless a build is told otherwise.
KEPT_RELEASES = 5
# Readers are other users, whatever the umask of who builds.
FOR_READERS = 0o644

# The start of an id, of a file of that release, and of the temporary file that becomes one.
_NAMED_RELEASE = re.compile(r"\.?r([0-9]{1,9})-")
# Far more than a pointer or sidecar ever has.
_MOST_BYTES = 1_000_000


class BrokenPointerError(InputError):
    """The file that names the current release cannot be read, or is gone while there are releases."""


_ReleaseId = Annotated[str, Field(pattern=r"^r[0-9]{1,9}-[0-9A-Za-z_]{1,64}$")]
_ReleaseFile = Annotated[str, Field(pattern=r"^r[0-9]{1,9}-[0-9A-Za-z_]{1,64}\.duckdb$")]
_Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


@dataclass(frozen=True)
class Pointer:
    """What current.json says. The hash is the one that readers go by."""

    release_id: _ReleaseId
    file: _ReleaseFile
    sha256: _Sha256


@dataclass(frozen=True)
class Release:
    """What the sidecar of a release says. sequence orders releases; built_at is for people.

    reason_code and reason_note: why it was made; empty in releases from before there were reasons.
    """

    release_id: _ReleaseId
    sequence: Annotated[int, Field(ge=1, lt=10**9)]
    file: _ReleaseFile
    sha256: _Sha256
    content_hash: _Sha256
    built_at: str
    survey_codes: list[str]
    reason_code: str = ""
    reason_note: str = ""

    @property
    def pointer(self) -> Pointer:
        return Pointer(self.release_id, self.file, self.sha256)


_POINTER = TypeAdapter(Pointer)
_RELEASE = TypeAdapter(Release)


class ReleaseStore:
    """The releases of one project."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = FileLock(folder / ".lock")

    @property
    def pointer(self) -> Path:
        return self.folder / "current.json"

    def all(self) -> list[Release]:
        """The releases, newest first. A sidecar that cannot be read is no release."""
        releases = [release for path in self._sidecars() if (release := _read_sidecar(path))]
        return sorted(releases, key=lambda release: -release.sequence)

    def pointed(self) -> Pointer | None:
        """What the pointer says, or None where nothing has been released yet. Raises BrokenPointerError."""
        try:
            pointer = _POINTER.validate_json(read_regular(self.pointer, at_most=_MOST_BYTES), strict=True)
        except FileNotFoundError:
            if not any((self.folder / release.file).exists() for release in self.all()):
                return None
            raise self._broken_pointer("no such file") from None
        except OSError as error:
            raise self._broken_pointer(f"no file to read ({error.strerror})") from error
        except ValidationError as error:
            raise self._broken_pointer(f"no release ({_first_fault(error)})") from error
        if pointer.file != f"{pointer.release_id}.duckdb":
            raise self._broken_pointer(f"the file {pointer.file} of another release than {pointer.release_id}")
        return pointer

    def current(self) -> Release | None:
        """The release that the pointer names, or None where nothing has been released yet.

        Raises BrokenPointerError. Its file may be damaged: readers use pipeline.releases.read.
        """
        pointer = self.pointed()
        return self.described(pointer) if pointer else None

    def described(self, pointer: Pointer) -> Release:
        """What is known of the release of a pointer. Raises InputError for one that there is not."""
        for release in self.all():
            if release.pointer == pointer:
                return release
        # The file says all of it too, where the sidecar is gone.
        held = self.hold(pointer)
        try:
            return Release(file=pointer.file, sha256=pointer.sha256, **described_by(held.path))
        finally:
            held.close()

    def get(self, release_id: str) -> Release:
        """One release by its id. Raises InputError for an id that there is not."""
        for release in self.all():
            if release.release_id == release_id:
                return release
        known = ", ".join(release.release_id for release in self.all()) or "none yet: run `smart-customs build`"
        raise InputError(f"{self.folder}: found no release {release_id}, expected one of {known}")

    def hold(self, pointer: Pointer) -> HeldFile:
        """Hold the file of a release for reading. Raises DamagedError where its bytes are not as released."""
        return hold(self.folder / pointer.file, pointer.sha256)

    def is_good(self, pointer: Pointer) -> bool:
        """Whether the file of a release is there, with the bytes that were released."""
        try:
            self.hold(pointer).close()
        except DamagedError:
            return False
        return True

    def instead_of(self, pointer: Pointer | None) -> Iterator[Release]:
        """The releases to read where the one of a pointer is damaged: those before it first, the newest first.

        A later one may have been taken back by a rollback.
        """
        limit = _sequence_in(pointer.release_id) if pointer else None
        others = [release for release in self.all() if release.release_id != (pointer and pointer.release_id)]
        yield from sorted(others, key=lambda release: limit is not None and release.sequence > limit)

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Be the only one who changes the folder; a second one waits. The lock is gone with the process that has it."""
        if not self.folder.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            self.folder.chmod(0o755)
        with self._lock:
            yield

    def take_sequence(self) -> int:
        """The next sequence number, which is never given again, whatever becomes of its release."""
        with self.changing():
            sequence = self.next_sequence()
            write_text(self._counter, f"{sequence}\n", FOR_READERS)
        return sequence

    def next_sequence(self) -> int:
        """One more than the highest sequence number that there ever was."""
        given = [_sequence_in(path.name) for path in self.folder.glob("*r*")]
        with contextlib.suppress(OSError, ValueError):
            given.append(int(read_regular(self._counter, at_most=20)))
        return max((sequence for sequence in given if sequence), default=0) + 1

    def add(self, release: Release, more: dict[str, Any]) -> None:
        """Write the sidecar of a release; `more` goes into the sidecar as it is."""
        text = json.dumps({**asdict(release), **more}, indent=2, ensure_ascii=False)
        write_text(self._sidecar(release), text + "\n", FOR_READERS)

    def make_current(self, release: Release) -> None:
        """Point readers at a release, all at once: they see the old pointer or the new one.

        Raises DamagedError for a release that cannot be read.
        """
        with self.changing():
            held = self.hold(release.pointer)
            try:
                write_text(self.pointer, json.dumps(asdict(release.pointer), indent=2) + "\n", FOR_READERS)
            finally:
                held.close()

    def clear_leftovers(self) -> None:
        """Remove what an interrupted release left: temporary files, sidecars without a file, logs of DuckDB.

        A file without a sidecar is not left by us: it stays. The sidecar of the current release is written again.
        """
        with self.changing():
            for path in [*self.folder.glob(".*.tmp*"), *self.folder.glob("*.duckdb.wal")]:
                path.unlink(missing_ok=True)
            for path in self._sidecars():
                if not path.with_suffix(".duckdb").exists():
                    path.unlink(missing_ok=True)
            with contextlib.suppress(InputError):
                current = self.current()
                if current and not self._sidecar(current).exists():
                    self.add(current, {})

    def keep_newest(self, count: int) -> list[str]:
        """Remove the releases beyond the newest `count` good ones, and give their ids.

        Never the current one, and never one that is being read: that one goes after a later build.
        """
        removed = []
        with self.changing():
            try:
                current = self.pointed()
            except InputError:
                return []
            kept = 0
            for release in self.all():
                if kept < count:
                    kept += self.is_good(release.pointer)
                elif release.pointer != current and remove_unless_held(self.folder / release.file):
                    log_of(self.folder / release.file).unlink(missing_ok=True)
                    self._sidecar(release).unlink(missing_ok=True)
                    removed.append(release.release_id)
        return removed

    @property
    def _counter(self) -> Path:
        return self.folder / ".sequence"

    def _sidecar(self, release: Release) -> Path:
        return self.folder / f"{release.release_id}.json"

    def _sidecars(self) -> list[Path]:
        return [path for path in self.folder.glob("r*.json") if path != self.pointer]

    def _broken_pointer(self, found: str) -> BrokenPointerError:
        return BrokenPointerError(
            f"{self.pointer}: found {found}, expected the current release; "
            "run `smart-customs build`, or name one with `smart-customs rollback ID`"
        )


def _sequence_in(name: str) -> int | None:
    """The sequence number in a release_id or in the name of a file of a release; None where there is none."""
    named = _NAMED_RELEASE.match(name)
    return int(named[1]) if named else None


def _read_sidecar(path: Path) -> Release | None:
    try:
        release = _RELEASE.validate_json(read_regular(path, at_most=_MOST_BYTES), strict=True)
    except (OSError, ValidationError):
        return None
    return release if release.release_id == path.stem and release.file == f"{path.stem}.duckdb" else None


def _first_fault(error: ValidationError) -> str:
    fault = error.errors(include_input=False, include_url=False)[0]
    return " ".join([*map(str, fault["loc"]), fault["msg"].lower()])
