"""What differs between the marts of two releases, row by row by primary key, compared in SQL."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import duckdb

from pipeline.mart_keys import mart_keys
from pipeline.project import Project
from pipeline.releases.attached import attached
from pipeline.releases.store import Release, ReleaseStore

Row = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """A cell that is another one. key: the row, by column. before and after: as DuckDB gives them, None for null."""

    key: Row
    column: str
    before: Any
    after: Any

    @property
    def is_of_number(self) -> bool:
        return any(isinstance(value, int | float) and not isinstance(value, bool) for value in self._values)

    @property
    def difference(self) -> float | int | None:
        """By how much a number changed; None where one of the two is none."""
        if self.is_of_number and isinstance(self.before, int | float) and isinstance(self.after, int | float):
            return self.after - self.before
        return None

    @property
    def _values(self) -> tuple[Any, Any]:
        return self.before, self.after


@dataclass
class MartDifference:
    """What differs in a mart. rows: keys of rows that one release has and the other has not; changes: of those in both.

    is_gone, is_new: the whole mart is in one release only, and nothing of it is compared.
    """

    mart: str
    is_gone: bool = False
    is_new: bool = False
    columns_gone: list[str] = field(default_factory=list)
    columns_new: list[str] = field(default_factory=list)
    rows_gone: list[Row] = field(default_factory=list)
    rows_new: list[Row] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return self == MartDifference(self.mart)


def compare_releases(project: Project, before: Release, after: Release) -> list[MartDifference]:
    """The marts that differ between two releases, in the order of their names; none where the content is the same.

    Raises DamagedError for a release whose bytes are not as released.
    """
    keys = mart_keys(project)
    with attached(ReleaseStore(project.releases), {"before": before, "after": after}) as connection:
        earlier, later = _columns(connection, "before"), _columns(connection, "after")
        found = [
            _compare(connection, mart, keys.get(mart, []), earlier[mart], later[mart])
            if mart in earlier and mart in later
            else MartDifference(mart, is_gone=mart not in later, is_new=mart not in earlier)
            for mart in sorted({*earlier, *later})
        ]
    return [difference for difference in found if not difference.is_empty]


def _columns(connection: duckdb.DuckDBPyConnection, database: str) -> dict[str, list[str]]:
    """The columns of each mart, in their order. A view is no mart: it would run when it is read."""
    rows = connection.execute(
        "select table_name, list(column_name order by column_index) from duckdb_columns()"
        " semi join duckdb_tables() using (database_name, schema_name, table_name)"
        " where database_name = ? and schema_name = 'marts' group by table_name",
        [database],
    ).fetchall()
    return dict(rows)


def _compare(
    connection: duckdb.DuckDBPyConnection, mart: str, key: Sequence[str], earlier: Sequence[str], later: Sequence[str]
) -> MartDifference:
    found = MartDifference(
        mart,
        columns_gone=[column for column in earlier if column not in later],
        columns_new=[column for column in later if column not in earlier],
    )
    common = [column for column in later if column in earlier]
    if _is_equal(connection, mart, common):
        return found
    # A release of another time may have had another key: then a row is told by all that it holds.
    key = key if _tells_rows_apart(connection, mart, key, common) else common
    found.rows_gone = _rows_of_one(connection, mart, key, "before", "after")
    found.rows_new = _rows_of_one(connection, mart, key, "after", "before")
    for column in common:
        if column not in key:
            found.changes += _changes(connection, mart, key, column)
    return found


def _is_equal(connection: duckdb.DuckDBPyConnection, mart: str, columns: Sequence[str]) -> bool:
    selected = {name: f"(select {_listed(columns)} from {name}.marts.{mart})" for name in ("before", "after")}
    row = connection.execute(
        f"select exists (from {selected['before']} except all from {selected['after']})"
        f" or exists (from {selected['after']} except all from {selected['before']})"
    ).fetchone()
    return row == (False,)


def _tells_rows_apart(
    connection: duckdb.DuckDBPyConnection, mart: str, key: Sequence[str], common: Sequence[str]
) -> bool:
    if not key or not set(key) <= set(common):
        return False
    doubled = " union all ".join(
        f"select 1 from {name}.marts.{mart} group by {_listed(key)} having count(*) > 1" for name in ("before", "after")
    )
    return connection.execute(f"{doubled} limit 1").fetchone() is None


def _rows_of_one(
    connection: duckdb.DuckDBPyConnection, mart: str, key: Sequence[str], one: str, other: str
) -> list[Row]:
    rows = connection.execute(
        f"select {_listed(key)} from {one}.marts.{mart} as one anti join {other}.marts.{mart} as other"
        f" on {' and '.join(f'one.{_quoted(column)} is not distinct from other.{_quoted(column)}' for column in key)}"
        " order by all"
    ).fetchall()
    return [dict(zip(key, row, strict=True)) for row in rows]


def _changes(connection: duckdb.DuckDBPyConnection, mart: str, key: Sequence[str], column: str) -> list[Change]:
    name = _quoted(column)
    rows = connection.execute(
        f"select {_listed(key)}, one.{name}, other.{name} from before.marts.{mart} as one"
        f" inner join after.marts.{mart} as other using ({_listed(key)})"
        f" where one.{name} is distinct from other.{name} order by {_listed(key)}"
    ).fetchall()
    return [Change(dict(zip(key, row, strict=False)), column, row[-2], row[-1]) for row in rows]


def _listed(columns: Sequence[str]) -> str:
    return ", ".join(map(_quoted, columns))


def _quoted(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'
