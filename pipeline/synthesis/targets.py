"""What a synthetic round has to reproduce: the survey's items, its dates and the figures that were printed of it."""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import InputError


class Figure(NamedTuple):
    """Where a figure stands in the marts: its mart, its measure, and the keys of its row, empty where it has fewer."""

    mart_name: str
    measure: str
    key_code: str = ""
    second_key_code: str = ""


@dataclass(frozen=True)
class Targets:
    """The codebook's and the report's side of one survey round.

    printed: figure to printed or inferred count, for those that are counts (seeds/published/published_figures.csv).
    items: question_code to the item codes that the survey asked, in questionnaire order; [""] without items.
    """

    survey_code: str
    opened_on: date
    deadline_on: date
    extended_deadline_on: date | None
    closed_on: date
    region_codes: list[str]
    agency_type_codes: list[str]
    items: dict[str, list[str]]
    printed: dict[Figure, int]

    def count(self, mart_name: str, measure: str, key_code: str = "", second_key_code: str = "") -> int:
        """The printed count of a figure. Raises InputError where none was printed or inferred."""
        figure = Figure(mart_name, measure, key_code, second_key_code)
        if figure not in self.printed:
            keys = "".join(f", {key}" for key in (key_code, second_key_code) if key)
            raise InputError(
                f"seeds/published/published_figures.csv: found no count {mart_name}.{measure}{keys} of "
                f"{self.survey_code}, expected one, which the synthetic round has to reproduce; add it"
            )
        return self.printed[figure]


def read_targets(seeds: Path, survey_code: str) -> Targets:
    """The targets of a survey from the codebook and published seeds.

    Raises InputError for an unknown survey, or one that nothing was printed of.
    """
    surveys = {row["survey_code"]: row for row in _rows(seeds / "codebook" / "surveys.csv")}
    if survey_code not in surveys:
        raise InputError(
            f"seeds/codebook/surveys.csv: found no survey {survey_code}, expected one of {', '.join(surveys)}"
        )
    survey = surveys[survey_code]
    printed = {
        Figure(row["mart_name"], row["measure"], row["key_code"], row["second_key_code"]): _count_of(row)
        for row in _rows(seeds / "published" / "published_figures.csv")
        if row["survey_code"] == survey_code and row["unit_code"] == "count"
    }
    if not printed:
        raise InputError(
            f"seeds/published/published_figures.csv: found no figures of {survey_code}, expected what the round has to "
            "reproduce; only a survey with printed figures can be synthesised"
        )
    items: dict[str, list[str]] = {}
    for row in _rows(seeds / "codebook" / "survey_items.csv"):
        if row["survey_code"] == survey_code:
            items.setdefault(row["question_code"], []).append(row["item_code"])
    return Targets(
        survey_code=survey_code,
        opened_on=date.fromisoformat(survey["opened_on"]),
        deadline_on=date.fromisoformat(survey["deadline_on"]),
        extended_deadline_on=date.fromisoformat(extended) if (extended := survey["extended_deadline_on"]) else None,
        closed_on=date.fromisoformat(survey["closed_on"]),
        region_codes=[row["region_code"] for row in _rows(seeds / "codebook" / "regions.csv")],
        agency_type_codes=[row["agency_type_code"] for row in _rows(seeds / "codebook" / "agency_types.csv")],
        items=items,
        printed=printed,
    )


def _count_of(row: dict[str, str]) -> int:
    if not row["printed_value"].isascii() or not row["printed_value"].isdigit():
        raise InputError(
            f"seeds/published/published_figures.csv, figure {row['figure_id']}, column printed_value: found "
            f"'{row['printed_value']}', expected a count in digits; correct it"
        )
    return int(row["printed_value"])


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
