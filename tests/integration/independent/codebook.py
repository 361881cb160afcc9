"""The codebook and what the report printed, as the CSV files have them."""

import csv
from pathlib import Path
from typing import Any

Row = dict[str, str]
# A row of a mart, by column.
MartRow = dict[str, Any]


def read_rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Codebook:
    """seeds: the folder that holds codebook and published. Each list is in the order of its positions."""

    def __init__(self, seeds: Path) -> None:
        self._folder = seeds / "codebook"
        self.surveys = {row["survey_code"]: row for row in self._read("surveys")}
        self.members = {row["member_code"]: row for row in self._read("members")}
        self.questions = {row["question_code"]: row for row in self._read("questions")}
        self.regions = [row["region_code"] for row in self._read("regions")]
        self.agency_types = [row["agency_type_code"] for row in self._read("agency_types")]
        self.needs = [row["need_code"] for row in self._read("needs")]
        self.survey_items = self._read("survey_items")
        self.flagship_rules = self._read("flagship_rules")
        self.flagship_rule_variants = self._read("flagship_rule_variants")
        self.code_rows = [
            *self._code_list("regions", "region_code"),
            *self._code_list("agency_types", "agency_type_code"),
            *self._code_list("technologies", "technology_code"),
            *self._code_list("performance_dimensions", "dimension_code"),
            *self._code_list("needs", "need_code"),
            *self._code_list("questions", "question_code", definition="wording"),
            *self._code_list("answer_options", "answer_code", list_column="answer_scale_code"),
            *self._code_list("indicator_definitions", "indicator_code", code_list="indicators"),
            *self._code_list("flagship_rule_variants", "variant_code"),
            *self._code_list("warehouse_codes", "code", list_column="code_list"),
        ]
        self._names = {(row["code_list"], row["code"]): (row["name_en"], row["name_fr"]) for row in self.code_rows}
        self.statuses = self.scale("technology_status")
        published = seeds / "published"
        self.published_figures = read_rows(published / "published_figures.csv")
        self.published_rankings = read_rows(published / "published_rankings.csv")
        self.published_discrepancies = read_rows(published / "published_discrepancies.csv")

    def names(self, code_list: str, code: str) -> tuple[str | None, str | None]:
        """English and French name of a code; none for a code that the list does not have."""
        return self._names.get((code_list, code), (None, None))

    def scale(self, answer_scale_code: str) -> list[str]:
        """The answers on a scale."""
        options = self._read("answer_options")
        return [row["answer_code"] for row in options if row["answer_scale_code"] == answer_scale_code]

    def _read(self, name: str) -> list[Row]:
        rows = read_rows(self._folder / f"{name}.csv")
        return sorted(rows, key=lambda row: int(row["position"])) if rows and "position" in rows[0] else rows

    def _code_list(
        self, name: str, code_column: str, list_column: str = "", definition: str = "definition", code_list: str = ""
    ) -> list[MartRow]:
        return [
            {
                "code_list": row[list_column] if list_column else code_list or name,
                "code": row[code_column],
                "name_en": row["name_en"],
                "name_fr": row["name_fr"],
                "definition_en": row[f"{definition}_en"],
                "definition_fr": row[f"{definition}_fr"],
                "position": int(row["position"]),
            }
            for row in self._read(name)
        ]
