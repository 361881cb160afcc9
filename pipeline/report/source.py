"""What a report is written from: the marts of one round in one release, as rows."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import duckdb
import pandas as pd

from pipeline.errors import InputError
from pipeline.releases.read import OpenRelease
from pipeline.releases.store import Release

Row: TypeAlias = Mapping[str, Any]

# The code list that orders a column of codes.
_ORDERED_BY = {
    "region_code": "regions",
    "technology_code": "technologies",
    "status_code": "technology_status",
    "need_code": "needs",
    "dimension_code": "performance_dimensions",
    "agency_type_code": "agency_types",
    "report_section": "report_sections",
    "ranking_id": "rankings",
}


@dataclass(frozen=True)
class Source:
    """One survey round in a release that is open."""

    opened: OpenRelease
    survey_code: str
    _tables: dict[str, list[Row]] = field(default_factory=dict)
    _places: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def release(self) -> Release:
        return self.opened.release

    def rows(self, table: str, *order: str, **where: object) -> list[Row]:
        """The rows of a mart for this round, or of a table with its schema; in an order, nulls last.

        order: columns; codes by their place in their list. where: columns and the value that they have. Raises
        InputError where the release has no such table, because another version of the project made it.
        """
        name = table if "." in table else f"marts.{table}"
        if name not in self._tables:
            self._tables[name] = self._fetched(name)
        found = self._tables[name]
        kept = [row for row in found if all(row[column] == value for column, value in where.items())]
        return sorted(kept, key=lambda row: [self._place(row, column) for column in order])

    def row(self, table: str, **where: object) -> Row:
        """The one row of a mart for this round; empty where the round did not ask about it."""
        return next(iter(self.rows(table, **where)), {})

    def frame(self, table: str) -> pd.DataFrame:
        """The rows of a mart for this round as charts take them."""
        with self.opened.cursor() as connection:
            return connection.execute(f"from marts.{table} where survey_code = ?", [self.survey_code]).df()

    def codes(self, code_list: str) -> list[Row]:
        """The codes of a list, in their order."""
        return self.rows("codes", "position", code_list=code_list)

    def _fetched(self, name: str) -> list[Row]:
        """All rows of a table, or of a mart that has surveys those of this one."""
        with self.opened.cursor() as connection:
            try:
                cursor = connection.execute(f"from {name}")
            except duckdb.Error as error:
                raise InputError(
                    f"{self.release.file}: found no {name}, expected one as this version of the project makes it; "
                    "run `smart-customs build`, or name another release with --release ID"
                ) from error
            columns = [column for column, *_ in cursor.description or []]
            rows = [{**dict(zip(columns, row, strict=True)), TABLE: name} for row in cursor.fetchall()]
        return [row for row in rows if row.get("survey_code", self.survey_code) == self.survey_code]

    def _place(self, row: Row, column: str) -> tuple[bool, Any]:
        value = row[column]
        if value is not None and (code_list := _ORDERED_BY.get(column)):
            if code_list not in self._places:
                self._places[code_list] = {code["code"]: code["position"] for code in self.codes(code_list)}
            value = self._places[code_list].get(value, 0)
        return value is None, value


# Under this name a row says which table it is from.
TABLE = "(table)"


def groups(rows: Sequence[Row], column: str) -> dict[Hashable, list[Row]]:
    """The rows by the value of a column, in the order in which values come."""
    grouped: dict[Hashable, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row[column], []).append(row)
    return grouped


def why_nothing(rows: Sequence[Row]) -> str:
    """The key of the text that says why rows have no figure to write of; empty where they have one."""
    if not rows:
        return "nothing.not_asked"
    if all(row.get("is_suppressed") for row in rows):
        return "nothing.suppressed"
    bases = [row[name] for row in rows for name in row if name.endswith(("respondent_count", "all_selection_count"))]
    if bases and all(base is None for base in bases):
        return "nothing.suppressed"
    return "" if not bases or any(bases) else "nothing.unanswered"
