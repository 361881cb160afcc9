"""What a suite is: expectations on the rows of one query over a finished warehouse."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import duckdb
import great_expectations.expectations as gxe

Severity = Literal["critical", "warning"]


@dataclass(frozen=True)
class MartSuite:
    """Expectations on one mart, for one section of the report.

    mart_name: the mart in schema marts that the rows come from.
    report_section: the section of the report that the mart stands for; `all` where it stands for none in particular.
    key: columns that name a row to a reader.
    query: the rows to look at; the whole mart where it is not given. Columns may be added to compare with.
    """

    mart_name: str
    report_section: str
    key: Sequence[str]
    expectations: Sequence[gxe.Expectation]
    query: str = ""
    subject: str = ""

    @property
    def name(self) -> str:
        return " ".join(part for part in (self.report_section, self.mart_name, self.subject) if part)

    @property
    def sql(self) -> str:
        return self.query or f"select * from marts.{self.mart_name}"


def columns_of(warehouse: duckdb.DuckDBPyConnection, mart_name: str) -> dict[str, str]:
    """The columns of a mart with their types, in its order."""
    mart = warehouse.table(f"marts.{mart_name}")
    return dict(zip(mart.columns, map(str, mart.types), strict=True))


def key_of(warehouse: duckdb.DuckDBPyConnection, mart_name: str) -> list[str]:
    """The columns of a mart's primary key; all columns that end in _code where it has none."""
    keys = warehouse.execute(
        "select constraint_column_names from duckdb_constraints()"
        " where schema_name = 'marts' and table_name = ? and constraint_type = 'PRIMARY KEY'",
        [mart_name],
    ).fetchall()
    codes = [name for name in columns_of(warehouse, mart_name) if name.endswith("_code")]
    return list(keys[0][0]) if keys else codes


def expect(
    expectation: type[gxe.Expectation], description: str, severity: Severity = "critical", **arguments: object
) -> gxe.Expectation:
    """An expectation that says in a sentence what it expects, and how grave it is where it is not so.

    critical: the release is refused. warning: it is told and kept with the release, for what is only unlikely.
    """
    return expectation(description=description, severity=severity, **arguments)


def is_never_null(column: str) -> gxe.Expectation:
    """The column has a value in every row."""
    return expect(gxe.ExpectColumnValuesToNotBeNull, f"{column} is never empty", column=column)


def are_equal(expected: str, found: str, description: str) -> gxe.Expectation:
    """Two columns say the same in every row; both null is the same, one null is not."""
    return expect(
        gxe.ExpectColumnPairValuesToBeEqual,
        description,
        column_A=expected,
        column_B=found,
        ignore_row_if="both_values_are_missing",
    )
