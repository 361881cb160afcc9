"""Which flagships other rules would select, and whether silence could turn the choice; docs/statistics.md."""

from collections import defaultdict
from fractions import Fraction
from typing import NamedTuple

from independent.codebook import MartRow, Row
from independent.survey import Survey

_SCORES = (1, 5)


class Measure(NamedTuple):
    """A measure of a technology, or of a group; none where nobody answered. Of all Members it is from low to high."""

    value: Fraction | None
    low: int
    high: int


def flagship_robustness(survey: Survey) -> list[MartRow]:
    """Every variant of the codebook, with each group that it ranks."""
    rules = {
        rule["technology_code"]: rule for rule in survey.codebook.flagship_rules if rule["survey_code"] == survey.code
    }
    technologies = survey.items("flagship_choice")
    measures = {technology: _measures(survey, technology) for technology in technologies}
    rows: list[MartRow] = []
    for variant in survey.codebook.flagship_rule_variants:
        groups: dict[str, list[str]] = defaultdict(list)
        for technology in technologies:
            rule = rules.get(technology) if variant["is_folded"] == "true" else None
            groups[rule["flagship_group_code"] if rule else technology].append(technology)
        out = {
            group
            for group, folded in groups.items()
            if variant["is_overlap_left_out"] == "true"
            and any(rules[each]["overlaps_other_work"] == "true" for each in folded if each in rules)
        }
        measured = {
            group: _highest([measures[each].get(variant["ranked_by_code"]) for each in folded])
            for group, folded in groups.items()
        }
        cited = {
            group: _highest([measures[each]["citations"] for each in folded]) for group, folded in groups.items()
        }  # fmt: skip
        ranked = sorted(
            (
                group
                for group, measure in measured.items()
                if measure and measure.value is not None and group not in out
            ),
            key=lambda group: (-_known(measured[group]), -_known(cited[group]), group),
        )
        selected = ranked[: int(variant["kept_count"])] if rules else []
        rows += [
            {
                "variant_code": variant["variant_code"],
                "flagship_group_code": group,
                "ranked_by_code": variant["ranked_by_code"],
                "kept_count": int(variant["kept_count"]),
                "group_rank": ranked.index(group) + 1 if group in ranked else None,
                "is_report_rule": variant["is_report_rule"] == "true",
                "is_folded": variant["is_folded"] == "true",
                "is_overlap_left_out": variant["is_overlap_left_out"] == "true",
                "is_selected": group in selected if rules else None,
                "is_certain": _is_certain(selected, {group: measured[group] for group in groups if group not in out}),
            }
            for group in groups
        ]
    return [row | _counted(rows, row["flagship_group_code"], has_rules=bool(rules)) for row in rows]


def _measures(survey: Survey, technology: str) -> dict[str, Measure]:
    """What could rank a technology, of what the survey asked about it."""
    members = sum(survey.frame.values())
    found: dict[str, Measure] = {}
    for name, question, answers in (
        ("potential", "technology_status", ("in_development", "under_consideration")),
        ("adoption", "technology_status", ("adopted",)),
        ("citations", "flagship_choice", ("yes",)),
    ):
        if technology in survey.items(question):
            count = sum(survey.count(question, technology, answer) for answer in answers)
            base = survey.base(question, technology)
            found[name] = Measure(Fraction(count) if base else None, count, count + members - base)
    scores: dict[str, Measure] = {}
    for name, question in (("impact", "expected_impact"), ("difficulty", "adoption_difficulty")):
        if technology in survey.items(question):
            given = survey.values(question, technology)
            low, high = (sum(given) + score * (members - len(given)) for score in _SCORES)
            scores[name] = Measure(Fraction(sum(given), len(given)) if given else None, low, high)
    if "impact" in scores:
        found["impact"] = scores["impact"]
    if len(scores) == 2:
        impact, difficulty = scores["impact"], scores["difficulty"]
        is_known = impact.value is not None and difficulty.value is not None
        found["impact_less_difficulty"] = Measure(
            _known(impact) - _known(difficulty) if is_known else None,
            impact.low - difficulty.high,
            impact.high - difficulty.low,
        )
    return found


def _highest(measures: list[Measure | None]) -> Measure | None:
    """A group is as high as its highest technology; none of which was asked is no measure."""
    asked = [measure for measure in measures if measure]
    if not asked:
        return None
    values = [measure.value for measure in asked if measure.value is not None]
    return Measure(
        max(values) if values else None, max(measure.low for measure in asked), max(measure.high for measure in asked)
    )


def _known(measure: Measure | None) -> Fraction:
    return measure.value if measure and measure.value is not None else Fraction(0)


def _is_certain(selected: list[str], measured: dict[str, Measure | None]) -> bool | None:
    """Whether each selected group has more at least than any other at most; nothing of a choice of none."""
    if not selected:
        return None
    others = [measure.high for group, measure in measured.items() if measure and group not in selected]
    lows = [measure.low for group, measure in measured.items() if measure and group in selected]
    return not others or min(lows) > max(others)


def _counted(rows: list[MartRow], group: str, *, has_rules: bool) -> MartRow:
    of_group = [row for row in rows if row["flagship_group_code"] == group]
    return {
        "variant_count": len(of_group),
        "selected_variant_count": sum(row["is_selected"] for row in of_group) if has_rules else None,
    }


def basis_of_variants(survey: Survey, _row: Row, _figure: str) -> str:
    """The report printed nothing of other rules."""
    return "collected" if survey.origin == "collected" else "illustrative"
