"""Disclosure control: every mart that can be suppressed, whatever its section, shows nothing of what is suppressed."""

import duckdb
import great_expectations.expectations as gxe

from expectations.suites.suite import MartSuite, expect, is_never_null

_NO_NUMBERS = ("VARCHAR", "BOOLEAN", "DATE", "TIMESTAMP")


def suites(warehouse: duckdb.DuckDBPyConnection) -> list[MartSuite]:
    """A suite for each mart with a column is_suppressed, over all its numbers: new ones are in by themselves."""
    marts = warehouse.execute(
        "select table_name from duckdb_columns() where schema_name = 'marts' and column_name = 'is_suppressed'"
        " order by table_name"
    ).fetchall()
    return [_suppressed(warehouse, mart_name) for (mart_name,) in marts]


def _suppressed(warehouse: duckdb.DuckDBPyConnection, mart_name: str) -> MartSuite:
    columns = warehouse.execute(
        "select column_name, data_type from duckdb_columns() where schema_name = 'marts' and table_name = ?",
        [mart_name],
    ).fetchall()
    (key,) = warehouse.execute(
        "select coalesce(flatten(list(constraint_column_names)), []) from duckdb_constraints()"
        " where schema_name = 'marts' and table_name = ? and constraint_type = 'PRIMARY KEY'",
        [mart_name],
    ).fetchone() or ([],)
    # A number in the key, such as the level of maturity, says which row it is and nothing of anybody.
    numbers = [name for name, kind in columns if kind not in _NO_NUMBERS and name not in key]
    shown_numbers = " + ".join(f"({name} is not null)::integer" for name in numbers)
    codes = [name for name, _ in columns if name in key or name in ("survey_code", "region_code")]
    return MartSuite(
        mart_name=mart_name,
        report_section="all",
        subject="disclosure",
        key=codes,
        query=f"""
            select
                {", ".join(codes)},
                is_suppressed,
                case when is_suppressed then {shown_numbers} else 0 end as numbers_though_suppressed
            from marts.{mart_name}
        """,
        expectations=[
            is_never_null("is_suppressed"),
            expect(
                gxe.ExpectColumnValuesToBeInSet,
                "a suppressed row shows no number",
                column="numbers_though_suppressed",
                value_set=[0],
            ),
        ],
    )
