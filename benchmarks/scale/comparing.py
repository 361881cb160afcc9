"""Marts that were made in several ways, compared row by row with those of the build."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

TOLERANCE = 1e-9
# What rests on the answers, and by that on how many there are; and the frame, which is larger for more of them.
MARTS = (
    "frame_members",
    "participation_summary",
    "participation_by_region",
    "participation_timeline",
    "partner_agencies",
    "it_strategy",
    "it_strategy_by_region",
    "maturity_distribution",
    "maturity_by_region",
    "technology_adoption",
    "technology_adoption_by_region",
    "technology_status_totals",
    "development_potential",
    "impact_difficulty",
    "impact_difficulty_by_region",
    "performance_contribution",
    "performance_contribution_by_region",
    "capacity_building_needs",
    "capacity_building_needs_by_region",
    "capacity_building_needs_other",
    "case_study_offers",
    "flagship_selection",
    "technology_profile",
    "indicators",
    "indicator_changes",
    "reweighted_indicators",
    "flagship_robustness",
)
# What a mart says beside its figures: names, what a figure rests on, and suppression, which no synthetic survey has.
# How certain figures are is worked out of the counts alone, whatever the size of a round, and only by the build.
CERTAINTY = (
    "_response_rate", "_lowest_possible", "_highest_possible", "_standard_error", "_low", "_high", "value_rank",
    "rank_from", "rank_to", "rank_best_possible", "rank_worst_possible",
)  # fmt: skip
# Whether a round is compared with the one before follows from that, and with it the change.
LEFT_OUT = ("_name_en", "_name_fr", "_basis", "is_suppressed", "comparison_code", "value_change", *CERTAINTY)

Rows = dict[tuple[Any, ...], dict[str, Any]]


def compare(build: Path, other: Path, way: str) -> list[str]:
    """Every difference between the marts of two warehouses, a line each.

    build: the warehouse of a build, whose contracts say which columns tell rows apart. way: how the other was made.
    """
    lines = []
    with (
        duckdb.connect(str(build), read_only=True) as expected,
        duckdb.connect(str(other), read_only=True) as found,
    ):
        keys = dict(
            expected.execute(
                "select table_name, constraint_column_names from duckdb_constraints() "
                "where schema_name = 'marts' and constraint_type = 'PRIMARY KEY'"
            ).fetchall()
        )
        there = {name for (name,) in found.execute("select table_name from duckdb_tables()").fetchall()}
        for mart in MARTS:
            if mart in there:
                lines += _compare_mart(mart, keys[mart], _rows(expected, mart), _rows(found, mart), way)
            else:
                lines.append(f"{mart}: {way} made no such mart")
    return lines


def _rows(connection: duckdb.DuckDBPyConnection, mart: str) -> list[dict[str, Any]]:
    cursor = connection.execute(f"select * from marts.{mart}")
    columns = [column[0] for column in cursor.description or []]
    return [
        {column: value for column, value in zip(columns, values, strict=True) if not column.endswith(LEFT_OUT)}
        for values in cursor.fetchall()
    ]


def _compare_mart(
    mart: str, key: Sequence[str], expected: list[dict[str, Any]], found: list[dict[str, Any]], way: str
) -> list[str]:
    if not expected:
        return [f"{mart}: the build made no rows, so that nothing was compared"]
    if not found or set(expected[0]) != set(found[0]):
        columns = ", ".join(sorted(found[0])) if found else "no rows"
        return [f"{mart}: {way} made {columns}; the build {', '.join(sorted(expected[0]))}"]
    lines = []
    of_build, of_other = _by_key(expected, key), _by_key(found, key)
    if len(of_other) != len(found):
        lines.append(f"{mart}: {way} made {len(found)} rows, of which {len(of_other)} have a key of their own")
    for row_key in sorted({*of_build, *of_other}, key=str):
        where = f"{mart} [{', '.join(str(value) for value in row_key)}]"
        ours, theirs = of_build.get(row_key), of_other.get(row_key)
        if ours is None or theirs is None:
            lines.append(f"{where}: {way} made {'a' if theirs else 'no'} row, the build {'a' if ours else 'no'} row")
        else:
            lines += [
                f"{where}, {column}: {way} found {theirs[column]}, the build {ours[column]}"
                for column in ours
                if not _is_same(ours[column], theirs[column])
            ]
    return lines


def _by_key(rows: list[dict[str, Any]], key: Sequence[str]) -> Rows:
    return {tuple(row[column] for column in key): row for row in rows}


def _is_same(ours: Any, theirs: Any) -> bool:
    """Exact for all but fractions, of which NaN is none."""
    if isinstance(ours, float) and isinstance(theirs, float):
        return abs(ours - theirs) <= TOLERANCE
    return bool(ours == theirs)
