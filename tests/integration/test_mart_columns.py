"""The columns of public marts mean what their names say and stand in one order; docs/marts.md tells the rules."""

import re
from pathlib import Path

import duckdb
import pytest

KEY, WORD, FIGURE, RANK, FLAG, BASIS = range(6)
# Marts of codes, Members and of the report itself: their figures rest on no answers.
WITHOUT_ANSWERS = {
    "codes", "frame_members", "surveys", "reconciliation_figures", "reconciliation_rankings", "report_discrepancies",
}  # fmt: skip
# Figures that rest on no answers, percents, which repeat a rate, changes, which rest on two figures, and how certain a
# figure is: that is of its basis.
WITHOUT_BASIS = re.compile(
    r"^(covered_)?member_count$|^(kept|variant|day)_count$|_percent$|_change$|(item|member)_response_rate$|_error$"
    r"|_(lowest_possible|highest_possible|low|high)$"
)


@pytest.fixture(scope="module")
def marts(released_project: Path) -> dict[str, list[tuple[str, int]]]:
    """The columns of each public mart with their kinds, in its order."""
    with duckdb.connect(str(released_project / "target" / "warehouse.duckdb"), read_only=True) as warehouse:
        keys = dict(
            warehouse.execute(
                "select table_name, constraint_column_names from duckdb_constraints()"
                " where schema_name = 'marts' and constraint_type = 'PRIMARY KEY'"
            ).fetchall()
        )
        columns = warehouse.execute(
            "select table_name, list(column_name order by column_index) from duckdb_columns()"
            " where schema_name = 'marts' group by table_name"
        ).fetchall()
    return {mart: [(name, _kind(name, keys[mart])) for name in names] for mart, names in columns}


def _kind(name: str, key: list[str]) -> int:
    if name in key:
        return KEY
    for ending, kind in (
        ("_basis$", BASIS),
        ("^(is|has|overlaps)_", FLAG),
        ("(_rank|rank_(from|to|best_possible|worst_possible))$", RANK),
        (
            "(_count|share|_rate|_percent|_mean|^(reweighted_|previous_)?value|_change|_possible|_error|_low|_high)$",
            FIGURE,
        ),
    ):
        if re.search(ending, name):
            return kind
    return WORD


def test_columns_stand_in_one_order(marts: dict[str, list[tuple[str, int]]]) -> None:
    out_of_order = {
        mart: [name for name, _ in columns]
        for mart, columns in marts.items()
        if [kind for _, kind in columns] != sorted(kind for _, kind in columns)
    }
    assert not out_of_order


def test_a_key_begins_with_the_survey_and_the_region(marts: dict[str, list[tuple[str, int]]]) -> None:
    for mart, columns in marts.items():
        key = [name for name, kind in columns if kind == KEY]
        first = [name for name in ("survey_code", "region_code") if name in key]
        assert key[: len(first)] == first, mart


def test_each_figure_has_its_basis_and_nothing_else_has(marts: dict[str, list[tuple[str, int]]]) -> None:
    for mart, columns in marts.items():
        figures = [name for name, kind in columns if kind == FIGURE and not WITHOUT_BASIS.search(name)]
        bases = [name.removesuffix("_basis") for name, kind in columns if kind == BASIS]
        assert bases == ([] if mart in WITHOUT_ANSWERS else figures), mart
