"""Reading a release: a connection that can only select from it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipeline.errors import InputError
from pipeline.releases.store import Release, ReleaseStore

# No file, no network, no extension, and no way to change that: whoever queries a release sees the release alone.
_LOCKED_DOWN = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "lock_configuration": "true",
}


def open_release(path: Path) -> duckdb.DuckDBPyConnection:
    """A read-only connection to a release file, without access to anything else.

    Raises InputError for a file that DuckDB cannot open.
    """
    try:
        return duckdb.connect(str(path), read_only=True, config=dict(_LOCKED_DOWN))
    except duckdb.Error as error:
        reason = str(error).strip().splitlines()[0]
        raise InputError(
            f"{path}: found {reason}, expected a release that DuckDB opens; run `smart-customs build`"
        ) from error


def current_release(store: ReleaseStore) -> Release:
    """The current release. Raises InputError where there is none yet."""
    release = store.current()
    if release is None:
        raise InputError(f"{store.pointer}: found no release yet, expected one; run `smart-customs build`")
    return release


@contextmanager
def open_current(store: ReleaseStore) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to the current release, whose bytes were verified first."""
    connection = open_release(store.verified_file(current_release(store)))
    try:
        yield connection
    finally:
        connection.close()
