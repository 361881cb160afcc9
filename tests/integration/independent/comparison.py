"""Marts of a warehouse set against the marts as they were worked out here, row by row and column by column."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import duckdb

from independent.codebook import MartRow
from independent.marts import KEYS

# Shares and means are doubles in the warehouse and exact here; everything else has to be the same.
TOLERANCE = 1e-12


@dataclass
class Compared:
    """rows: how many were compared, by mart. differences: one line each, naming mart, row and column."""

    rows: dict[str, int] = field(default_factory=dict)
    differences: list[str] = field(default_factory=list)


def compare_warehouse(warehouse: Path, expected: Mapping[str, Sequence[MartRow]]) -> Compared:
    """Compare every table of schema marts, and say which are missing on either side."""
    compared = Compared()
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        names = connection.execute("select table_name from duckdb_tables() where schema_name = 'marts'").fetchall()
        found_names = {name for (name,) in names}
        for name in sorted(found_names | set(expected)):
            if name not in found_names:
                compared.differences.append(f"{name}: the warehouse has no such mart")
            elif name not in expected:
                compared.differences.append(f"{name}: is a mart that nothing here works out")
            else:
                cursor = connection.execute(f'select * from marts."{name}"')
                columns = [column[0] for column in cursor.description]
                found = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
                compared.rows[name] = len(expected[name])
                compared.differences += differences(name, columns, found, expected[name])
    return compared


def differences(name: str, columns: Sequence[str], found: Sequence[MartRow], expected: Sequence[MartRow]) -> list[str]:
    """What differs, a line each. Every column has to be there on both sides, and every row once."""
    known = set(expected[0]) if expected else set(columns)
    lines = [f"{name}, column {column}: nothing here works it out" for column in columns if column not in known]
    lines += [f"{name}, column {column}: the mart has no such column" for column in sorted(known - set(columns))]
    key = KEYS[name]
    if not set(key) <= set(columns):
        return lines
    times = Counter(_key(row, key) for row in found)
    found_rows = {_key(row, key): row for row in found}
    expected_rows = {_key(row, key): row for row in expected}
    assert len(expected_rows) == len(expected), f"{name}: rows worked out twice"
    for row_key in sorted(set(found_rows) | set(expected_rows)):
        where = f"{name} [{', '.join(row_key)}]"
        if row_key not in expected_rows:
            lines.append(f"{where}: found a row, expected none")
        elif row_key not in found_rows:
            lines.append(f"{where}: found no row, expected one")
        elif times[row_key] > 1:
            lines.append(f"{where}: found {times[row_key]} rows, expected one")
        else:
            for column in (column for column in columns if column in known):
                found_value, expected_value = found_rows[row_key][column], expected_rows[row_key][column]
                if not is_same(found_value, expected_value):
                    lines.append(f"{where}, {column}: found {found_value}, expected {expected_value}")
    return lines


def is_same(found: object, expected: object) -> bool:
    """Equal and of one kind; a fraction is met by a double within the tolerance, which NaN never is."""
    if isinstance(expected, Fraction):
        return isinstance(found, float) and abs(found - float(expected)) <= TOLERANCE
    return type(found) is type(expected) and found == expected


def _key(row: MartRow, key: Sequence[str]) -> tuple[str, ...]:
    return tuple(str(row[column]) for column in key)
