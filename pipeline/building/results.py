"""audit.expectation_results: the audit's results, kept in the warehouse and released with the marts."""

from pathlib import Path
from typing import Any

import duckdb

_DESCRIPTION = "What the audit expected of the marts and what it found. One row per expectation."

# Column, type and what it says.
_COLUMNS = [
    ("suite_name", "varchar", "The suite: report section, mart and, where there is one, its subject."),
    ("report_section", "varchar", "Section of the report that the mart stands for; all where it stands for none."),
    ("severity", "varchar", "critical: a failure refuses the release. warning: a failure is told and released with."),
    ("mart_name", "varchar", "The mart in schema marts that was looked at."),
    ("column_name", "varchar", "The column that was looked at; several for a compound key."),
    ("expectation_type", "varchar", "The type of expectation, in the words of Great Expectations."),
    ("expected", "varchar", "What was expected, in a sentence."),
    ("found", "varchar", "What was found: `as expected`, or the first rows that differ."),
    ("evaluated_row_count", "integer", "Rows that were looked at; an expectation that was fed none has failed."),
    ("unexpected_row_count", "integer", "Rows that were not as expected."),
    ("is_passed", "boolean", "Whether everything was as expected."),
]


def keep_results(warehouse_file: Path, results: list[dict[str, Any]]) -> None:
    """Write the results of the audit into a warehouse that has none yet."""
    with duckdb.connect(str(warehouse_file)) as warehouse:
        warehouse.begin()
        warehouse.execute("create schema if not exists audit")
        columns = ", ".join(f"{name} {kind} not null" for name, kind, _ in _COLUMNS)
        warehouse.execute(f"create table audit.expectation_results ({columns})")
        warehouse.execute(f"comment on table audit.expectation_results is '{_DESCRIPTION}'")
        for name, _, description in _COLUMNS:
            warehouse.execute(f"comment on column audit.expectation_results.{name} is '{description}'")
        if results:
            warehouse.executemany(
                f"insert into audit.expectation_results values ({', '.join('?' for _ in _COLUMNS)})",
                [[result[name] for name, _, _ in _COLUMNS] for result in results],
            )
        warehouse.commit()
        warehouse.execute("checkpoint")
