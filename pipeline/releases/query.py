"""Queries of the current release on the command line."""

import re
import resource
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import TypeVar

import click
import duckdb

from pipeline.errors import InputError
from pipeline.project import Project
from pipeline.releases.printing import Rows, print_csv, print_json, print_table
from pipeline.releases.read import open_current
from pipeline.releases.store import ReleaseStore

_REFERENCE = re.compile(r"{{\s*ref\(\s*['\"](\w+)['\"]\s*\)\s*}}")
# CREATE is for temporary tables, and for PIVOT, which makes a temporary type: to DuckDB 2, that is MULTI. The release
# itself is read-only.
_QUERIES = {
    duckdb.StatementType.SELECT,
    duckdb.StatementType.EXPLAIN,
    duckdb.StatementType.CREATE,
    duckdb.StatementType.MULTI,
}
_PRINTED = {"table": print_table, "csv": print_csv, "json": print_json}
# Rows that are fetched at a time.
_BATCH = 1_000
# Bytes that a query adds to the process: DuckDB keeps to a limit of its own, and what it hands over comes on top.
_MEMORY = 3 * 1024**3

_Given = TypeVar("_Given")

# Marts whose name in a release is not that of their model.
ALIASES = {"survey_rounds": "surveys"}


def read_query(path: Path) -> str:
    """The query in a file. A dbt reference, as in analyses/, becomes the mart that it names.

    Raises InputError for a file that is not UTF-8.
    """
    try:
        return _REFERENCE.sub(_mart, path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: found bytes that are not UTF-8, expected a query in UTF-8; save it so") from error


def _mart(reference: re.Match[str]) -> str:
    return f"marts.{ALIASES.get(reference[1], reference[1])}"


def print_query(project: Project, query: str, output_format: str, time_limit: float) -> None:
    """Print the rows of a query of the current release as table, csv or json, as they come.

    time_limit is in seconds. Raises InputError for a query that DuckDB refuses, with its reason, for a statement that
    is no query, and for one that takes too long or too much memory.
    """
    with open_current(ReleaseStore(project.releases)) as current, _limited_memory():
        if current.fault:
            click.echo(f"Warning: {current.fault}; reading {current.release.release_id} instead", err=True)
        try:
            query.encode("utf-8")
            columns, rows = _run(current.cursor(), query, time_limit)
            if output_format == "json" and len(set(columns)) < len(columns):
                raise _refused(
                    f"two columns of one name among {', '.join(columns)}, which JSON cannot hold; name them apart"
                )
            _PRINTED[output_format](columns, rows)
        except (duckdb.Error, UnicodeEncodeError) as error:
            raise _refused(_reason(error)) from error
        except MemoryError as error:
            raise InputError(
                f"query: found a result of more than {_MEMORY // 1024**3} GiB, expected one that fits; "
                "select fewer columns or shorter texts"
            ) from error


def _run(cursor: duckdb.DuckDBPyConnection, query: str, time_limit: float) -> tuple[list[str], Rows]:
    """The columns of a query, and its rows, which are fetched while they are read."""
    within = _Bounded(cursor, time_limit)
    # On this connection, which is locked: DuckDB reads the files that `import database` names to take it apart.
    for statement in cursor.extract_statements(query):
        if statement.type not in _QUERIES:
            raise _refused(f"a {statement.type.name} statement")
    within.run(lambda: cursor.execute(query))
    columns = [description[0] for description in cursor.description or []]
    if not columns:
        raise _refused("a query without rows to give")
    return columns, _fetched(cursor, within)


def _fetched(cursor: duckdb.DuckDBPyConnection, within: "_Bounded") -> Rows:
    while batch := within.run(lambda: cursor.fetchmany(_BATCH)):
        yield from batch


class _Bounded:
    """Calls of a connection that end when their time is up or the user interrupts them.

    DuckDB does not notice a signal while it works, so it works in a thread beside the one that does. What the caller
    does between two calls, such as waiting for a pager, takes none of the time.
    """

    def __init__(self, cursor: duckdb.DuckDBPyConnection, seconds: float) -> None:
        self._cursor = cursor
        self._seconds = seconds
        self._left = seconds
        self._beside = ThreadPoolExecutor(max_workers=1)

    def run(self, call: Callable[[], _Given]) -> _Given:
        """What a call gives. Raises InputError where the time is up, and whatever the call raises."""
        began = monotonic()
        future = self._beside.submit(call)
        try:
            return future.result(timeout=self._left)
        except TimeoutError as error:
            self._cursor.interrupt()
            raise InputError(
                f"query: found no end after {self._seconds:g} seconds, expected one; "
                "ask for less, or give it more time with --time-limit SECONDS"
            ) from error
        except KeyboardInterrupt:
            self._cursor.interrupt()
            raise
        finally:
            self._left = max(self._left - (monotonic() - began), 0.0)


@contextmanager
def _limited_memory() -> Iterator[None]:
    """Have an allocation fail, instead of the machine, where a result takes too much memory.

    What the process has already does not count. Elsewhere than on Linux there is no such limit.
    """
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5])
    except OSError:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = pages * resource.getpagesize() + _MEMORY
    limits = [limit for limit in (wanted, soft, hard) if limit != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_DATA, (min(limits), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _reason(error: Exception) -> str:
    """What DuckDB says, with its hints, on one line; without the query, which its user has."""
    told = str(error).split("\nLINE ")[0].split("\nPossible solutions:")[0]
    return " ".join(told.split())


def _refused(found: str) -> InputError:
    return InputError(
        f"query: found {found}; expected a select from the current release, "
        "such as: select * from marts.participation_summary"
    )
