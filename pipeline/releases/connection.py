"""A connection to a release that can only select from it."""

import contextlib
from pathlib import Path
from typing import Any

import duckdb

from pipeline.errors import InputError
from pipeline.releases.held import REMEDY, DamagedError

# No file, no network, no extension: whoever queries a release sees the release alone.
_LOCKED_DOWN = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    # Those that the user keeps for other databases; DuckDB 1.4 shows them even without access to files.
    "allow_persistent_secrets": "false",
    # What does not fit into memory would be written beside the release.
    "temp_directory": "",
    "memory_limit": "1GB",
}
# Without external access DuckDB still reads and writes its own file and the log beside it, so `copy` could put a log
# beside a release. The file system goes too once the file is open; then nothing of all this can be changed.
_LOCKED_AFTERWARDS = ("set disabled_filesystems = 'LocalFileSystem'", "set lock_configuration = true")

# What a sidecar says too. Earlier releases have no reason.
_TOLD = {"release_id", "sequence", "content_hash", "built_at", "survey_codes", "reason_code", "reason_note"}


def open_release(path: Path) -> duckdb.DuckDBPyConnection:
    """A read-only connection to a release file, without access to anything else.

    Raises DamagedError for a file that DuckDB cannot open, and for one that holds more than tables.
    """
    try:
        connection = duckdb.connect(str(path), read_only=True, config=dict(_LOCKED_DOWN))
    except duckdb.Error as error:
        raise DamagedError(
            f"{path}: found {' '.join(str(error).split())}, expected a release that DuckDB opens; {REMEDY}"
        ) from error
    # Connections of one process to one file share their settings: another one may have locked them already.
    with contextlib.suppress(duckdb.InvalidInputException):
        for statement in _LOCKED_AFTERWARDS:
            connection.execute(statement)
    # The lock comes last: with it, all of it is there.
    if connection.execute("select current_setting('lock_configuration')").fetchone() != (True,):
        connection.close()
        raise InputError(f"{path}: found a connection that cannot be locked, expected one; update DuckDB")
    try:
        _check_that_it_holds_tables_alone(path, connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _check_that_it_holds_tables_alone(path: Path, connection: duckdb.DuckDBPyConnection) -> None:
    """A view or macro runs when it is read, and a macro is called in place of the function whose name it has."""
    found = connection.execute(
        "select 'view ' || view_name from duckdb_views() where not internal"
        " union all select 'macro ' || function_name from duckdb_functions() where not internal limit 1"
    ).fetchone()
    if found:
        raise DamagedError(f"{path}: found the {found[0]} in it, expected tables alone; {REMEDY}")


def described_by(path: Path) -> dict[str, Any]:
    """What a release file says of itself: release_id, sequence, content_hash, built_at (text), survey_codes, and the
    reason where it has one.

    Raises DamagedError for a file that is no release.
    """
    try:
        with open_release(path) as connection:
            cursor = connection.execute(
                "select * replace (strftime(built_at, '%Y-%m-%d %H:%M:%S') as built_at) from main.release"
            )
            names = [column[0] for column in cursor.description]
            row = cursor.fetchone()
    except duckdb.Error as error:
        raise DamagedError(f"{path}: found {' '.join(str(error).split())}, expected a release; {REMEDY}") from error
    if row is None or row[0] != path.stem:
        raise DamagedError(f"{path}: found another release_id in it, expected {path.stem}; {REMEDY}")
    return {name: value for name, value in zip(names, row, strict=True) if name in _TOLD}
