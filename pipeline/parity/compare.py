"""Two copies of a mart, row by row: exact for all but doubles, which may differ by what a division may."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

# Means and shares lie between 0 and 5, and engines may round the last bit of one differently.
TOLERANCE = 1e-12
_DOUBLE = "DOUBLE"


@dataclass(frozen=True)
class Mart:
    """A mart as one engine made it. columns: (name, type) in their order, in DuckDB's names of types."""

    columns: list[tuple[str, str]]
    rows: list[tuple[Any, ...]]


@dataclass(frozen=True)
class Difference:
    """One thing that differs. key: the row, as `column=value`; empty where it is about the mart as a whole."""

    mart: str
    key: str
    column: str
    duckdb: str
    spark: str

    @property
    def line(self) -> str:
        place = ", ".join(part for part in (self.mart, self.key, self.column) if part)
        return f"{place}: DuckDB {self.duckdb}, Spark {self.spark}"


def compare_mart(name: str, key: Sequence[str], duckdb: Mart | None, spark: Mart | None) -> list[Difference]:
    """Everything that differs between two copies of a mart, in the order of its key; None is a mart that is missing.

    A mart without rows on both sides counts as a difference: nothing was compared. So does a key that is no key.
    """
    if duckdb is None or spark is None:
        return [Difference(name, "", "", *("no such mart" if mart is None else "a mart" for mart in (duckdb, spark)))]
    columns = _compare_columns(name, duckdb, spark)
    if not duckdb.rows and not spark.rows:
        return [*columns, Difference(name, "", "", "no rows", "no rows, so that nothing was compared")]
    shared = [column for column in duckdb.columns if column in spark.columns]
    if missing := [column for column in key if column not in dict(shared)]:
        return columns or [Difference(name, "", column, "no such key column", "neither") for column in missing]
    return columns + _compare_rows(name, key, shared, duckdb, spark)


def _compare_columns(name: str, duckdb: Mart, spark: Mart) -> list[Difference]:
    of_duckdb, of_spark = dict(duckdb.columns), dict(spark.columns)
    differences = [
        Difference(name, "", column, of_duckdb.get(column, "no such column"), of_spark.get(column, "no such column"))
        for column in {**of_duckdb, **of_spark}
        if of_duckdb.get(column) != of_spark.get(column)
    ]
    if not differences and duckdb.columns != spark.columns:
        return [Difference(name, "", "order of columns", ", ".join(of_duckdb), ", ".join(of_spark))]
    return differences


def _compare_rows(
    name: str, key: Sequence[str], columns: Sequence[tuple[str, str]], duckdb: Mart, spark: Mart
) -> list[Difference]:
    of_duckdb, of_spark = _by_key(duckdb, key), _by_key(spark, key)
    differences = []
    for key_value in sorted({**of_duckdb, **of_spark}, key=lambda values: [str(value) for value in values]):
        ours, theirs = of_duckdb.get(key_value, []), of_spark.get(key_value, [])
        row = " ".join(f"{column}={_shown(value)}" for column, value in zip(key, key_value, strict=True))
        if len(ours) != 1 or len(theirs) != 1:
            differences.append(Difference(name, row, "", _counted(ours), _counted(theirs)))
            continue
        differences += [
            Difference(name, row, column, _shown(ours[0][column]), _shown(theirs[0][column]))
            for column, column_type in columns
            if not _equal(ours[0][column], theirs[0][column], column_type)
        ]
    return differences


def _by_key(mart: Mart, key: Sequence[str]) -> dict[tuple[Any, ...], list[dict[str, Any]]]:
    names = [column for column, _ in mart.columns]
    rows: dict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
    for values in mart.rows:
        row = dict(zip(names, values, strict=True))
        rows[tuple(row[column] for column in key)].append(row)
    return rows


def _equal(ours: Any, theirs: Any, column_type: str) -> bool:
    """NaN is equal to nothing, itself included: no mart may hold one. Null is equal to null alone."""
    if ours is None or theirs is None:
        return ours is theirs
    if column_type == _DOUBLE:
        return bool(abs(ours - theirs) <= TOLERANCE)
    return bool(ours == theirs)


def _shown(value: Any) -> str:
    """A value as one line; a text in quotes, with what cannot be seen written out."""
    return "null" if value is None else repr(value) if isinstance(value, str) else " ".join(str(value).split())


def _counted(rows: Iterable[Any]) -> str:
    count = len(list(rows))
    return {0: "no row", 1: "1 row"}.get(count, f"{count} rows")
