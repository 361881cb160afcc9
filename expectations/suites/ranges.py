"""Plausible ranges: every number of every mart, by the end of its name. New marts and columns are in by themselves."""

import re
from collections.abc import Sequence

import duckdb
import great_expectations.expectations as gxe

from expectations.suites.suite import MartSuite, Severity, columns_of, expect, key_of

# The section of the report that a mart stands for, as its YAML says; one that is not here stands for none.
REPORT_SECTIONS = {
    "participation_summary": "I",
    "participation_by_region": "I",
    "frame_members": "I",
    "participation_timeline": "I",
    "partner_agencies": "I",
    "case_study_offers": "I",
    "it_strategy": "II",
    "it_strategy_by_region": "II",
    "maturity_distribution": "II",
    "maturity_by_region": "II",
    "technology_adoption": "III",
    "technology_adoption_by_region": "III",
    "technology_status_totals": "III",
    "development_potential": "III",
    "impact_difficulty": "IV",
    "impact_difficulty_by_region": "IV",
    "performance_contribution": "V",
    "performance_contribution_by_region": "V",
    "capacity_building_needs": "VI",
    "capacity_building_needs_by_region": "VI",
    "capacity_building_needs_other": "VI",
    "flagship_selection": "VII",
    "flagship_robustness": "VII",
}

# End of a column's name, as a regular expression: what its values are, the least and the most.
_RANGES: dict[str, tuple[str, int, int | None]] = {
    "_count": ("0 or more", 0, None),
    "share": ("a fraction from 0 to 1", 0, 1),
    "_rate": ("a fraction from 0 to 1", 0, 1),
    "_percent": ("from 0 to 100", 0, 100),
    "_threshold": ("0 or more", 0, None),
    "_mean": ("from 1 to 5", 1, 5),
    # Of the long marts: shares, and means of answers from 1 to 5.
    "^(reweighted_|previous_)?value": ("from 0 to 5", 0, 5),
    # The same from one round to the next.
    "^value_change": ("from -4 to 4", -4, 4),
    # Of two scores at the two ends of the scale, which is as far apart as answers can be.
    "_error": ("from 0 to 2", 0, 2),
    # Between which values they lie.
    **{
        f"{figure}_{end}": (text, least, most)
        for figure, text, least, most in (
            ("share", "a fraction from 0 to 1", 0, 1),
            ("_mean", "from 1 to 5", 1, 5),
            ("^value", "from 0 to 5", 0, 5),
        )
        for end in ("lowest_possible", "low", "high", "highest_possible")
    },
}


def suites(warehouse: duckdb.DuckDBPyConnection) -> list[MartSuite]:
    """A suite for each mart that has numbers to look at."""
    marts = warehouse.execute(
        "select table_name from duckdb_tables() where schema_name = 'marts' order by table_name"
    ).fetchall()
    return [suite for (mart_name,) in marts if (suite := _ranges(warehouse, mart_name)).expectations]


def _ranges(warehouse: duckdb.DuckDBPyConnection, mart_name: str) -> MartSuite:
    columns = list(columns_of(warehouse, mart_name))
    is_summary = mart_name == "participation_summary"
    return MartSuite(
        mart_name=mart_name,
        report_section=REPORT_SECTIONS.get(mart_name, "all"),
        key=key_of(warehouse, mart_name),
        expectations=[
            *(
                _is_between(column, f"{column} is {text}", least, most)
                for column in columns
                for ending, (text, least, most) in _RANGES.items()
                if re.search(f"{ending}$", column)
            ),
            *(_of_participation() if is_summary else []),
        ],
    )


def _of_participation() -> Sequence[gxe.Expectation]:
    return [
        _is_between(
            "member_count",
            "the WCO has from 180 to 200 Members: it had 180 in 2015 and 186 in 2024",
            180,
            200,
            "warning",
        ),
        _is_between("participation_rate", "from 25 to 95 % of the Members answer", 0.25, 0.95, "warning"),
    ]


def _is_between(
    column: str, description: str, least: float, most: float | None, severity: Severity = "critical"
) -> gxe.Expectation:
    """The column is in the range. NaN is not (the audit reads it as infinity, which exceeds it); null passes."""
    return expect(
        gxe.ExpectColumnValuesToBeBetween, description, severity, column=column, min_value=least, max_value=most
    )
