"""Reading releases: one way for the command, the app and notebooks.

    from pipeline.releases.read import ReleaseReader

    reader = ReleaseReader.of_project()
    reader.query("select * from marts.participation_summary").df()

Each query sees one release, the current one at that moment, whose bytes were checked. A new release is there at the
next query; where the current one is damaged, the last good one before it is read, with a warning.
"""

import contextlib
import threading
import warnings
from pathlib import Path
from types import TracebackType

import duckdb

from pipeline.errors import InputError
from pipeline.project import Project
from pipeline.releases.connection import open_release
from pipeline.releases.held import DamagedError, HeldFile
from pipeline.releases.store import BrokenPointerError, Pointer, Release, ReleaseStore


class NoReleaseError(InputError):
    """Nothing has been released yet."""


class OpenRelease:
    """A release that was checked and can be queried; it is not removed until close() or until nobody uses this.

    fault: why it is not the one that the pointer names, one line; None where it is.
    """

    def __init__(self, release: Release, held: HeldFile, fault: str | None = None) -> None:
        self.release = release
        self.path = held.path
        self.fault = fault
        self._held = held
        self._connection = open_release(held.path)

    def query(self, sql: str) -> duckdb.DuckDBPyConnection:
        """The rows of a query, to be fetched as DuckDB offers: fetchall(), df() and so on. Raises duckdb.Error."""
        return self.cursor().execute(sql)

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A connection of the caller's own to this release, such as one per thread."""
        return self._connection.cursor()

    def is_still(self, pointer: Pointer | None) -> bool:
        """Whether this is the release of a pointer, and its file still has the bytes of its release."""
        return self.fault is None and self.release.pointer == pointer and self._held.is_still_whole()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()
        self._held.close()

    def __enter__(self) -> "OpenRelease":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


class ReleaseReader:
    """The current release, again and again; threads may share one."""

    def __init__(self, store: ReleaseStore) -> None:
        self._store = store
        self._open: OpenRelease | None = None
        self._one_at_a_time = threading.Lock()

    @classmethod
    def of_project(cls, start: Path | None = None) -> "ReleaseReader":
        """A reader of the project of a folder (the current one by default) or the nearest above it."""
        return cls(ReleaseStore(Project.find(start).releases))

    def current(self) -> OpenRelease:
        """The release that is current now: the same object as before where that is still so, and checked again.

        Raises NoReleaseError before the first release, DamagedError or BrokenPointerError where none can be read.
        """
        with self._one_at_a_time:
            if self._open is None or not self._open.is_still(self._named()):
                # The one before is closed when nobody uses it any more: another thread may be in the middle of a query.
                self._open = None
                self._open = open_current(self._store)
            return self._open

    def query(self, sql: str) -> duckdb.DuckDBPyConnection:
        """The rows of a query of the release that is current now. Warns where that is not the one that it should be."""
        current = self.current()
        if current.fault:
            warnings.warn(f"{current.fault}; reading {current.release.release_id} instead", stacklevel=2)
        return current.query(sql)

    def _named(self) -> Pointer | None:
        try:
            return self._store.pointed()
        except BrokenPointerError:
            return None


def open_current(store: ReleaseStore) -> OpenRelease:
    """Open the current release; where it is damaged, the last good one before it, with the fault.

    Raises NoReleaseError before the first release, DamagedError or BrokenPointerError where none can be read.
    """
    while True:
        pointer: Pointer | None = None
        try:
            pointer = store.pointed()
            if pointer is None:
                raise NoReleaseError(f"{store.pointer}: found no release yet, expected one; run `smart-customs build`")
            return open_kept(store, store.described(pointer))
        except (DamagedError, BrokenPointerError) as error:
            if pointer and _has_moved(store, pointer):
                continue
            for release in store.instead_of(pointer):
                with contextlib.suppress(DamagedError):
                    return open_kept(store, release, fault=error.lines[0])
            raise


def open_kept(store: ReleaseStore, release: Release, fault: str | None = None) -> OpenRelease:
    """Open a release that is kept, current or not. Raises DamagedError where its bytes are not as released."""
    held = store.hold(release.pointer)
    try:
        return OpenRelease(release, held, fault)
    except BaseException:
        held.close()
        raise


def collected_surveys(store: ReleaseStore) -> dict[str, list[str]]:
    """By release that is kept, the newest first: its collected surveys. Of what cannot be read there is nothing."""
    collected: dict[str, list[str]] = {}
    for release in store.all():
        with contextlib.suppress(DamagedError, duckdb.Error), open_kept(store, release) as opened:
            rows = opened.query(
                # The column was called origin in earlier releases.
                "select survey_code from (select survey_code, columns('^origin(_code)?$') as origin"
                " from marts.participation_summary) where origin = 'collected' order by survey_code"
            ).fetchall()
            collected[release.release_id] = [survey_code for (survey_code,) in rows]
    return collected


def _has_moved(store: ReleaseStore, pointer: Pointer) -> bool:
    """Whether another release became current meanwhile: then the one before may rightly be gone."""
    try:
        return store.pointed() != pointer
    except BrokenPointerError:
        return False
