"""What a suite is: expectations on the rows of one query over a finished warehouse."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import great_expectations.expectations as gxe

Severity = Literal["critical", "warning"]

REPORT_SECTIONS = ("intro", "I", "II", "III", "IV", "V", "VI", "VII")


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


def expect(
    expectation: type[gxe.Expectation], description: str, severity: Severity = "critical", **arguments: object
) -> gxe.Expectation:
    """An expectation that says in a sentence what it expects, and how grave it is where it is not so.

    critical: the release is refused. warning: it is told and kept with the release, for what is only unlikely.
    """
    return expectation(description=description, severity=severity, **arguments)


def is_share(column: str) -> gxe.Expectation:
    """The column is a fraction from 0 to 1. NaN is not (the audit reads it as infinity); null passes."""
    return expect(
        gxe.ExpectColumnValuesToBeBetween,
        f"{column} is a fraction from 0 to 1",
        column=column,
        min_value=0,
        max_value=1,
    )


def is_count(column: str) -> list[gxe.Expectation]:
    """The column is a number from 0 on, and never null: two expectations, for a range lets nulls through."""
    at_least_zero = expect(gxe.ExpectColumnValuesToBeBetween, f"{column} is 0 or more", column=column, min_value=0)
    return [at_least_zero, is_never_null(column)]


def is_never_null(column: str) -> gxe.Expectation:
    """The column has a value in every row."""
    return expect(gxe.ExpectColumnValuesToNotBeNull, f"{column} is never empty", column=column)


def is_within(part: str, whole: str) -> gxe.Expectation:
    """One count is at most another, as a part of it has to be."""
    return expect(
        gxe.ExpectColumnPairValuesAToBeGreaterThanB,
        f"{part} is at most {whole}",
        column_A=whole,
        column_B=part,
        or_equal=True,
        ignore_row_if="either_value_is_missing",
    )


def are_equal(expected: str, found: str, description: str) -> gxe.Expectation:
    """Two columns say the same in every row; both null is the same, one null is not."""
    return expect(
        gxe.ExpectColumnPairValuesToBeEqual,
        description,
        column_A=expected,
        column_B=found,
        ignore_row_if="both_values_are_missing",
    )


def is_unique(*columns: str) -> gxe.Expectation:
    """One row per combination of the columns."""
    if len(columns) == 1:
        return expect(gxe.ExpectColumnValuesToBeUnique, f"one row per {columns[0]}", column=columns[0])
    return expect(
        gxe.ExpectCompoundColumnsToBeUnique,
        f"one row per {', '.join(columns)}",
        column_list=list(columns),
        ignore_row_if="never",
    )


def is_one_of(column: str, values: Sequence[object]) -> gxe.Expectation:
    """The column holds only these values; null passes."""
    return expect(
        gxe.ExpectColumnValuesToBeInSet,
        f"{column} is one of {', '.join(str(value) for value in values)}",
        column=column,
        value_set=list(values),
    )
