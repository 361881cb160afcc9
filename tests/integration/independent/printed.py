"""What the report printed, beside the marts as they are worked out here, and the reference marts."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from independent.arithmetic import ranks, whole_percent
from independent.codebook import Codebook, MartRow
from independent.survey import Survey

Marts = dict[str, list[MartRow]]

# The columns by which published_figures picks the row of a mart; a mart that is not here has one row per survey.
_KEYS = {
    "participation_by_region": ("region_code",),
    "partner_agencies": ("agency_type_code",),
    "maturity_distribution": ("maturity_level",),
    "technology_adoption": ("technology_code", "status_code"),
}


def reconciliation_figures(codebook: Codebook, surveys: list[Survey], marts: Marts) -> list[MartRow]:
    """A row per printed figure of a survey that has answers, whether it comes out or not."""
    present = {survey.code for survey in surveys}
    return [
        _compared(codebook, figure, marts) for figure in codebook.published_figures if figure["survey_code"] in present
    ]


def _compared(codebook: Codebook, figure: dict[str, str], marts: Marts) -> MartRow:
    unit, printed = figure["unit_code"], figure["printed_value"]
    text, number = _figure(unit, _measured(figure, marts))
    return {
        **{name: figure[name] for name in ("figure_id", "survey_code", "report_section", "mart_name", "measure")},
        "key_code": figure["key_code"],
        **_names("key_name", codebook.names(figure["key_code_list"], figure["key_code"])),
        "second_key_code": figure["second_key_code"],
        **_names("second_key_name", codebook.names(figure["second_key_code_list"], figure["second_key_code"])),
        "unit_code": unit,
        **_names("unit_name", codebook.names("figure_units", unit)),
        "printed_value": printed,
        "computed_value": text,
        "difference": None if number is None else number - _printed_number(unit, printed),
        "is_inferred": figure["is_inferred"] == "true",
        "is_reproduced": text == printed,
        "note_en": figure["note_en"] or None,
        "note_fr": figure["note_fr"] or None,
    }


def _names(column: str, names: tuple[str | None, str | None]) -> MartRow:
    return {f"{column}_en": names[0], f"{column}_fr": names[1]}


def _measured(figure: dict[str, str], marts: Marts) -> object:
    keys = (figure["key_code"], figure["second_key_code"])
    columns = _KEYS.get(figure["mart_name"], ())
    (value,) = [
        row[figure["measure"]]
        for row in marts[figure["mart_name"]]
        if row["survey_code"] == figure["survey_code"]
        and all(str(row[column]) == key for column, key in zip(columns, keys, strict=False))
    ]
    return value


def _figure(unit: str, value: object) -> tuple[str | None, int | None]:
    """A value in the form in which the report prints it, and as the number that a difference is taken of."""
    if isinstance(value, date):
        return value.isoformat(), value.toordinal()
    if isinstance(value, Fraction) and unit == "percent":
        percent = whole_percent(value)
        return f"{percent} %", percent
    return (str(value), int(value)) if isinstance(value, int) else (None, None)


def _printed_number(unit: str, printed: str) -> int:
    return date.fromisoformat(printed).toordinal() if unit == "date" else int(printed.removesuffix(" %"))


def reconciliation_rankings(codebook: Codebook, surveys: list[Survey], marts: Marts) -> list[MartRow]:
    """A row per claimed position of a survey that has answers."""
    present = {survey.code for survey in surveys}
    rows: list[MartRow] = []
    for claim in codebook.published_rankings:
        if claim["survey_code"] not in present:
            continue
        of_survey = {
            name: [row for row in mart if row["survey_code"] == claim["survey_code"]] for name, mart in marts.items()
        }
        position = POSITIONS[claim["ranking_id"]](of_survey).get(claim["item_code"])
        best, worst = int(claim["printed_position_from"]), int(claim["printed_position_to"])
        rows.append(
            {
                "ranking_id": claim["ranking_id"],
                "survey_code": claim["survey_code"],
                "report_section": claim["report_section"],
                "item_code": claim["item_code"],
                **_names("item_name", codebook.names(claim["item_code_list"], claim["item_code"])),
                "printed_position_from": best,
                "printed_position_to": worst,
                "computed_position": position,
                "is_reproduced": position is not None and best <= position <= worst,
            }
        )
    return rows


def _column(
    mart_name: str, item_column: str, rank_column: str, only: str = ""
) -> Callable[[Marts], dict[str, int | None]]:
    """The positions that a rank column of a mart gives, of those rows only for which `only` is true."""
    return lambda marts: {str(row[item_column]): row[rank_column] for row in marts[mart_name] if not only or row[only]}


def _adoption(marts: Marts) -> dict[str, int | None]:
    return ranks(
        {
            str(row["technology_code"]): row["submission_count"]
            for row in marts["technology_adoption"]
            if row["status_code"] == "adopted"
        }
    )


def _stages(marts: Marts) -> dict[str, int | None]:
    """Rule 8 in the large: the two development statuses together, against adoption."""
    chosen = {str(row["status_code"]): int(str(row["selection_count"])) for row in marts["technology_status_totals"]}
    return ranks(
        {"development": chosen["in_development"] + chosen["under_consideration"], "adopted": chosen["adopted"]}
    )


POSITIONS: dict[str, Callable[[Marts], dict[str, int | None]]] = {
    "participation_by_region": _column("participation_by_region", "region_code", "participation_rank"),
    "maturity_levels_by_share": _column("maturity_distribution", "maturity_level", "share_rank"),
    "technologies_by_adoption": _adoption,
    "development_outnumbers_adoption": _stages,
    "technologies_by_potential": _column("development_potential", "technology_code", "potential_rank"),
    "technologies_by_expected_impact": _column("impact_difficulty", "technology_code", "impact_rank"),
    "technologies_by_difficulty": _column("impact_difficulty", "technology_code", "difficulty_rank"),
    "highest_impact_is_moderately_difficult": _column("impact_difficulty", "technology_code", "difficulty_rank"),
    "hardest_have_substantial_impact": _column("impact_difficulty", "technology_code", "impact_rank"),
    "performance_dimensions_by_contribution": _column("performance_contribution", "dimension_code", "share_rank"),
    "needs_by_share": _column("capacity_building_needs", "need_code", "share_rank"),
    "technologies_by_citation": _column("flagship_selection", "technology_code", "citation_rank"),
    "selected_technologies": _column("flagship_selection", "technology_code", "group_rank", only="is_selected"),
}


def report_discrepancies(codebook: Codebook) -> list[MartRow]:
    columns = ("discrepancy_id", "survey_code", "report_section", "description_en", "description_fr")
    return [{column: row[column] for column in columns} for row in codebook.published_discrepancies]
