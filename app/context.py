"""What every page is given: the release, the survey and the language it shows, and what the reader chose."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

import pandas as pd

from app.escape import as_text
from app.language import Language
from app.release import CurrentRelease

# What a page can be filtered by: the parameter in the address, and the code list of its values.
FILTERS = {"region": "regions", "technology": "technologies"}
# What stands for all Members where a region is compared with them.
ALL_MEMBERS = "ALL"

# A row of a mart by its columns.
Row = Mapping[Hashable, Any]

# The code list that orders a column of codes.
_ORDERED_BY = {
    "region_code": "regions",
    "technology_code": "technologies",
    "status_code": "technology_status",
    "need_code": "needs",
    "dimension_code": "performance_dimensions",
    "agency_type_code": "agency_types",
    "report_section": "report_sections",
}


@dataclass(frozen=True)
class PageContext:
    """One release, one survey, one language, and what the reader chose.

    region_code, technology_code: None where nothing was chosen, which is all. compared: a region to be put beside, or
    ALL_MEMBERS. in_counts: whether charts draw counts instead of shares. for_print: whether tables are drawn whole.
    """

    current: CurrentRelease
    survey_code: str
    language: Language
    region_code: str | None = None
    technology_code: str | None = None
    compared: str | None = None
    in_counts: bool = False
    for_print: bool = False

    def scopes(self) -> list["PageContext"]:
        """This, and beside it what the reader compares it with."""
        if self.compared is None:
            return [self]
        other = None if self.compared == ALL_MEMBERS else self.compared
        return [self, replace(self, region_code=other)]

    def address(self, **more: str | None) -> str:
        """The query of an address that shows everybody the same, whatever their browser asks for."""
        asked = {
            "lang": self.language.code,
            "survey": self.survey_code,
            "region": self.region_code,
            "technology": self.technology_code,
            **more,
        }
        return "?" + urlencode({name: value for name, value in asked.items() if value})

    def mart(self, name: str) -> pd.DataFrame:
        """The rows of a mart for the survey that is shown, in the order of the mart."""
        return self.current.mart(name, self.survey_code)

    def row(self, name: str) -> Row:
        """The one row of a mart whose grain is the survey; nulls where the survey did not ask about it."""
        rows = self.mart(name)
        return next(iter(rows.to_dict("records")), dict.fromkeys(rows.columns))

    def summary(self) -> Row:
        """The one row of marts.participation_summary for the survey that is shown."""
        return self.row("participation_summary")

    def text(self, key: str, **values: object) -> str:
        """The text of a key in the language of the page."""
        return self.language.text(key, **values)

    def sentence(self, key: str, **values: object) -> str:
        """The text of a key for the beginning of a line, within the scope of the page: it begins with a capital."""
        text = self.text(key, **self.scope, **values)
        return text[:1].upper() + text[1:]

    def name(self, row: Row, of: str) -> str:
        """What a row of a mart calls a code, for Markdown: name(row, "region") is its region_name_en or _fr."""
        return as_text(self.language.typeset(str(row[self.language.column(f"{of}_name")])))

    def names(self, code_list: str) -> dict[str, str]:
        """What the codes of a list are called, in their order."""
        codes = self.current.codes(code_list)
        return {str(code): str(name) for code, name in codes[self.language.column("name")].items()}

    def code_name(self, code_list: str, code: object) -> str:
        """What a code is called, as the code list writes it."""
        return str(self._code(code_list, code, "name"))

    def code_text(self, code_list: str, code: object) -> str:
        """What a code is called, for Markdown."""
        return as_text(self.language.typeset(self.code_name(code_list, code)))

    def definition(self, code_list: str, code: object) -> str:
        """What a code means."""
        return str(self._code(code_list, code, "definition"))

    def base(self, rows: pd.DataFrame, column: str = "respondent_count") -> str:
        """The base of rows as written: one number, or from the smallest to the largest where they differ."""
        bases = rows[column].dropna()
        if bases.nunique() > 1:
            number = self.language.number
            return self.text("part.span", smallest=number(bases.min()), largest=number(bases.max()))
        return self.language.number(bases.iloc[0] if len(bases) else None)

    def source_line(self, table: str) -> str:
        """Where rows come from: a table, with its schema, and the release."""
        release = self.current.release
        built_at = self.language.moment(release.built_at)
        return self.text("part.source", source=table, release=release.release_id, built_at=built_at)

    @property
    def scope(self) -> dict[str, str]:
        """The region that the reader asked for, for texts that name it; nothing where they speak of all Members.

        `{region}` stands before a sentence, `{of_region}` after a title.
        """
        if self.region_code is None:
            return {"region": "", "of_region": ""}
        name = self.code_text("regions", self.region_code)
        return {
            "region": self.text("filters.before", region=name),
            "of_region": self.text("filters.after", region=name),
        }

    def ordered(self, rows: pd.DataFrame, *by: str) -> pd.DataFrame:
        """The rows ordered by columns, nulls last; codes by their place in their code list."""
        keys = pd.DataFrame({column: self._places(rows[column]) for column in by})
        return rows.loc[keys.sort_values(list(by)).index].reset_index(drop=True)

    def _places(self, column: pd.Series) -> pd.Series:
        code_list = _ORDERED_BY.get(str(column.name))
        return column.map(self.current.codes(code_list)["position"]) if code_list else column

    def _code(self, code_list: str, code: object, what: str) -> object:
        codes = self.current.codes(code_list)
        # A code that has no row in its list is shown as it is: the page stays, and the audit names it.
        known = str(code) in codes.index
        return codes.loc[str(code), self.language.column(what)] if known else code
