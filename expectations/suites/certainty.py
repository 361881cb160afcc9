"""What lies within what, of figures and ranks and how certain they are, by the names of columns."""

import re
from itertools import pairwise

import duckdb
import great_expectations.expectations as gxe

from expectations.suites.suite import MartSuite, columns_of, expect, key_of

# From the least to the most; {0} is a column with a figure, or what stands before the rank {1}.
_OF_A_FIGURE = ("{0}_lowest_possible", "{0}_low", "{0}", "{0}_high", "{0}_highest_possible")
_OF_A_RANK = ("{0}rank_best_possible", "{0}rank_from", "{1}", "{0}rank_to", "{0}rank_worst_possible")


def suites(warehouse: duckdb.DuckDBPyConnection) -> list[MartSuite]:
    """A suite for each mart that says how certain its figures or ranks are."""
    marts = warehouse.execute(
        "select table_name from duckdb_tables() where schema_name = 'marts' order by table_name"
    ).fetchall()
    return [suite for (mart_name,) in marts if (suite := _nested(warehouse, mart_name)).expectations]


def _nested(warehouse: duckdb.DuckDBPyConnection, mart_name: str) -> MartSuite:
    columns, key = list(columns_of(warehouse, mart_name)), key_of(warehouse, mart_name)
    figures = [column.removesuffix("_low") for column in columns if column.endswith("_low")]
    nested = {figure: [name.format(figure) for name in _OF_A_FIGURE] for figure in figures}
    for column in columns:
        if column.endswith("rank_from"):
            before = column.removesuffix("rank_from")
            (rank,) = [name for name in columns if re.fullmatch(f"{before or '[a-z]+_'}rank", name)]
            nested[rank] = [name.format(before, rank) for name in _OF_A_RANK]
    return MartSuite(
        mart_name=mart_name,
        report_section="all",
        subject="certainty",
        key=key,
        query=f"select {', '.join([*key, *(_faults(name, names) for name, names in nested.items())])}"
        f" from marts.{mart_name}",
        expectations=[
            expect(
                gxe.ExpectColumnValuesToBeInSet,
                f"{name} lies in its range, and that within what is possible",
                column=f"{name}_out_of_order",
                value_set=[0],
            )
            for name in nested
        ],
    )


def _faults(name: str, names: list[str]) -> str:
    """How many of the columns exceed the next one, or are missing beside others. NaN exceeds every number.

    Participation is known of all Members: its rows have none of the others.
    """
    exceeding = [f"coalesce(({low} > {high})::integer, 0)" for low, high in pairwise(names)]
    others = [f"({other} is not null)::integer" for other in names if other != name]
    shown = " + ".join(others)
    return (
        f"{' + '.join(exceeding)} + ({shown} not in (0, {len(others)}) or ({name} is null and {shown} > 0))::integer"
        f" as {name}_out_of_order"
    )
