"""Releases attached to a connection that may write files, for whoever compares or exports them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import duckdb

from pipeline.memory import connect
from pipeline.releases.sources import quoted
from pipeline.releases.store import Release, ReleaseStore


@contextmanager
def attached(store: ReleaseStore, releases: Mapping[str, Release]) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with releases attached by name, read only, which are not removed meanwhile.

    Take tables of them alone: a view would run when it is read. Raises DamagedError for a release whose bytes are not
    as released.
    """
    held = {}
    try:
        with connect() as connection:
            for name, release in releases.items():
                held[name] = store.hold(release.pointer)
                connection.execute(f"attach '{quoted(held[name].path)}' as {name} (read_only)")
            yield connection
    finally:
        for file in held.values():
            file.close()
