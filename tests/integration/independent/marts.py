"""Every public mart, by its own reading of the rules, with the names of its codes in both languages."""

from collections.abc import Callable
from functools import partial

from independent import across_sections, answers, flagships, participation, printed, reweighting, robustness
from independent.certainty import WITHOUT_BASIS
from independent.codebook import Codebook, MartRow
from independent.survey import Survey

OF_SURVEY: dict[str, Callable[[Survey], list[MartRow]]] = {
    "participation_summary": participation.participation_summary,
    "participation_by_region": participation.participation_by_region,
    "frame_members": participation.frame_members,
    "participation_timeline": participation.participation_timeline,
    "partner_agencies": participation.partner_agencies,
    "it_strategy": answers.it_strategy,
    "it_strategy_by_region": partial(answers.by_region, rows_of=answers.it_strategy),
    "maturity_distribution": answers.maturity,
    "maturity_by_region": partial(answers.by_region, rows_of=answers.maturity),
    "technology_adoption": answers.technology_adoption,
    "technology_adoption_by_region": partial(answers.by_region, rows_of=answers.technology_adoption),
    "technology_status_totals": answers.technology_status_totals,
    "development_potential": answers.development_potential,
    "impact_difficulty": answers.impact_difficulty,
    "impact_difficulty_by_region": partial(answers.by_region, rows_of=answers.impact_difficulty),
    "performance_contribution": answers.performance_contribution,
    "performance_contribution_by_region": partial(answers.by_region, rows_of=answers.performance_contribution),
    "capacity_building_needs": answers.capacity_building_needs,
    "capacity_building_needs_by_region": partial(answers.by_region, rows_of=answers.capacity_building_needs),
    "capacity_building_needs_other": answers.capacity_building_needs_other,
    "case_study_offers": flagships.case_study_offers,
    "flagship_selection": flagships.flagship_selection,
    "flagship_robustness": robustness.flagship_robustness,
    "technology_profile": across_sections.technology_profile,
    "indicators": across_sections.indicators,
    "reweighted_indicators": reweighting.reweighted_indicators,
}
# Marts whose figures are those of other marts.
_BASES_OF_OTHERS = {
    "technology_profile": across_sections.basis_in_profile,
    "indicators": across_sections.basis_of_indicator,
    "reweighted_indicators": reweighting.basis_of_reweighted,
    "flagship_robustness": robustness.basis_of_variants,
}

# The columns that tell the rows of a mart apart.
KEYS = {
    "participation_summary": ("survey_code",),
    "participation_by_region": ("survey_code", "region_code"),
    "frame_members": ("survey_code", "member_code"),
    "participation_timeline": ("survey_code", "submitted_on"),
    "partner_agencies": ("survey_code", "agency_type_code"),
    "it_strategy": ("survey_code",),
    "it_strategy_by_region": ("survey_code", "region_code"),
    "maturity_distribution": ("survey_code", "maturity_level"),
    "maturity_by_region": ("survey_code", "region_code", "maturity_level"),
    "technology_adoption": ("survey_code", "technology_code", "status_code"),
    "technology_adoption_by_region": ("survey_code", "region_code", "technology_code", "status_code"),
    "technology_status_totals": ("survey_code", "status_code"),
    "development_potential": ("survey_code", "technology_code"),
    "impact_difficulty": ("survey_code", "technology_code"),
    "impact_difficulty_by_region": ("survey_code", "region_code", "technology_code"),
    "performance_contribution": ("survey_code", "dimension_code"),
    "performance_contribution_by_region": ("survey_code", "region_code", "dimension_code"),
    "capacity_building_needs": ("survey_code", "need_code"),
    "capacity_building_needs_by_region": ("survey_code", "region_code", "need_code"),
    "capacity_building_needs_other": ("survey_code", "need_code"),
    "case_study_offers": ("survey_code", "technology_code"),
    "flagship_selection": ("survey_code", "technology_code"),
    "flagship_robustness": ("survey_code", "variant_code", "flagship_group_code"),
    "technology_profile": ("survey_code", "technology_code"),
    "indicators": ("survey_code", "region_code", "indicator_code", "item_code", "answer_code"),
    "indicator_changes": ("survey_code", "region_code", "indicator_code", "item_code", "answer_code"),
    "reweighted_indicators": ("survey_code", "indicator_code", "item_code", "answer_code"),
    "surveys": ("survey_code",),
    "reconciliation_figures": ("figure_id",),
    "reconciliation_rankings": ("ranking_id", "survey_code", "item_code"),
    "report_discrepancies": ("discrepancy_id",),
    "codes": ("code_list", "code"),
}

# How the figures of a mart end that rest on answers, and those that rest on none: numbers of Members, days, variants.
FIGURES = ("_count", "share", "_rate", "_mean", "value")
NO_FIGURES = ("member_count", "covered_member_count", "day_count", "kept_count", "variant_count")

# Which code lists a column's names come from, and what the columns with the names begin with.
_NAMED = {
    "region_code": (("regions", "all_regions"), "region_name"),
    "indicator_code": (("indicators",), "indicator_name"),
    "unit_code": (("figure_units",), "unit_name"),
    "comparison_code": (("comparisons",), "comparison_name"),
    "agency_type_code": (("agency_types",), "agency_type_name"),
    "technology_code": (("technologies",), "technology_name"),
    "flagship_group_code": (("technologies",), "flagship_group_name"),
    "variant_code": (("flagship_rule_variants",), "variant_name"),
    "ranked_by_code": (("flagship_measures",), "ranked_by_name"),
    "status_code": (("technology_status",), "status_name"),
    "dimension_code": (("performance_dimensions",), "dimension_name"),
    "need_code": (("needs", "need_codings"), "need_name"),
    "maturity_level": (("maturity_level",), "maturity_level_name"),
    "origin_code": (("origins",), "origin_name"),
    "phase_code": (("timeline_phases",), "phase_name"),
    "report_section": (("report_sections",), "report_section_name"),
}


def every_mart(codebook: Codebook, surveys: list[Survey]) -> dict[str, list[MartRow]]:
    """All rows of all marts, by name."""
    marts: dict[str, list[MartRow]] = {
        name: [
            {"survey_code": survey.code, **row, **_bases(name, survey, row)}
            for survey in surveys
            for row in rows_of(survey)
        ]
        for name, rows_of in OF_SURVEY.items()
    }
    marts["surveys"] = across_sections.rounds(surveys)
    marts["indicator_changes"] = across_sections.indicator_changes(surveys, marts["indicators"])
    marts["reconciliation_figures"] = printed.reconciliation_figures(codebook, surveys, marts)
    marts["reconciliation_rankings"] = printed.reconciliation_rankings(codebook, surveys, marts)
    marts["report_discrepancies"] = printed.report_discrepancies(codebook)
    named = {name: [{**row, **_names(codebook, row)} for row in rows] for name, rows in marts.items()}
    return {**named, "codes": codebook.code_rows}


def _bases(mart_name: str, survey: Survey, row: MartRow) -> MartRow:
    """What each figure of a row rests on."""
    figures = [
        column
        for column in row
        if column.endswith(FIGURES) and not column.endswith(WITHOUT_BASIS) and column not in NO_FIGURES
    ]
    if mart_name in _BASES_OF_OTHERS:
        basis = _BASES_OF_OTHERS[mart_name]
        return {f"{figure}_basis": basis(survey, row, figure) for figure in figures}
    keys = [row[key] for key in KEYS[mart_name] if key != "survey_code"]
    bases: MartRow = {f"{figure}_basis": survey.basis(mart_name, figure, keys) for figure in figures}
    # The report prints adoptions as a status of a technology.
    if "adopted_count_basis" in bases:
        adopted = [row["technology_code"], "adopted"]
        bases["adopted_count_basis"] = survey.basis("technology_adoption", "submission_count", adopted)
    return bases


def _names(codebook: Codebook, row: MartRow) -> MartRow:
    names: MartRow = {}
    if "survey_code" in row:
        survey = codebook.surveys[str(row["survey_code"])]
        names |= {"survey_name_en": survey["name_en"], "survey_name_fr": survey["name_fr"]}
    for column, (code_lists, prefix) in _NAMED.items():
        if column in row:
            found = [codebook.names(code_list, str(row[column])) for code_list in code_lists]
            english, french = next((pair for pair in found if pair[0]), (None, None))
            names |= {f"{prefix}_en": english, f"{prefix}_fr": french}
    return names
