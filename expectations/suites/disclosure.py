"""Disclosure control: every mart that can be suppressed, whatever its section, shows nothing of what is suppressed."""

import duckdb
import great_expectations.expectations as gxe

from expectations.suites.suite import MartSuite, columns_of, expect, key_of

_NO_NUMBERS = ("VARCHAR", "BOOLEAN", "DATE", "TIMESTAMP")


def suites(warehouse: duckdb.DuckDBPyConnection) -> list[MartSuite]:
    """A suite for each mart with a column is_suppressed, over all its numbers: new ones are in by themselves."""
    marts = warehouse.execute(
        "select table_name from duckdb_columns() where schema_name = 'marts' and column_name = 'is_suppressed'"
        " order by table_name"
    ).fetchall()
    return [_suppressed(warehouse, mart_name) for (mart_name,) in marts]


def _suppressed(warehouse: duckdb.DuckDBPyConnection, mart_name: str) -> MartSuite:
    columns, key = columns_of(warehouse, mart_name), key_of(warehouse, mart_name)
    # A number in the key, such as the level of maturity, says which row it is and nothing of anybody.
    numbers = [name for name, kind in columns.items() if kind not in _NO_NUMBERS and name not in key]
    shown_numbers = " + ".join(f"({name} is not null)::integer" for name in numbers)
    return MartSuite(
        mart_name=mart_name,
        report_section="all",
        subject="disclosure",
        key=key,
        # A row that does not say whether it is suppressed may show nothing either.
        query=f"""
            select
                {", ".join(key)},
                case when coalesce(is_suppressed, true) then {shown_numbers} else 0 end as numbers_though_suppressed
            from marts.{mart_name}
        """,
        expectations=[
            expect(
                gxe.ExpectColumnValuesToBeInSet,
                "a suppressed row shows no number",
                column="numbers_though_suppressed",
                value_set=[0],
            ),
        ],
    )
