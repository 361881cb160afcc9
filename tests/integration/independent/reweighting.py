"""Figures of all Members as they would be if each region counted by its Members; docs/statistics.md."""

from collections.abc import Iterator
from fractions import Fraction
from math import sqrt

from independent.across_sections import NOT_COMPARED, OF_QUESTIONS, basis_of_indicator, indicators
from independent.codebook import MartRow
from independent.survey import Survey

_POTENTIAL = ("in_development", "under_consideration")
# Of what indicators say of a value, its basis alone.
_KEPT = ("value_basis",)
_FIGURES = ("respondent_count", "member_count", "covered_member_count", "value", "reweighted_value", "reweighted_error")


def reweighted_indicators(survey: Survey) -> list[MartRow]:
    """What indicators has of all Members on their answers, and beside it the reweighted figure and its error."""
    rows: list[MartRow] = []
    for of_all in indicators(survey):
        indicator = of_all["indicator_code"]
        if of_all["region_code"] != "ALL" or indicator in ("participation", "details"):
            continue
        row = {
            column: value
            for column, value in of_all.items()
            if column not in (*NOT_COMPARED, "region_code") and (column in _KEPT or not column.startswith("value_"))
        }
        question = "technology_status" if indicator == "development_potential" else OF_QUESTIONS[indicator][0]
        is_suppressed = bool(survey.hidden_regions(question))
        answers = {
            region_code: list(_answers(survey, question, of_all, region_code))
            for region_code in survey.codebook.regions
        }
        row |= {"member_count": sum(survey.frame.values()), **reweighted(answers, survey.frame)}
        row |= {"is_suppressed": is_suppressed, **(dict.fromkeys(_FIGURES) if is_suppressed else {})}
        rows.append(row)
    return rows


def _answers(survey: Survey, question: str, row: MartRow, region_code: str) -> Iterator[int]:
    """What each Member of a region that is in the base adds to the figure: 1 or 0 to a share, its score to a mean."""
    is_multiple = survey.codebook.questions[question]["question_type"] == "multiple"
    for member in survey.members_of(region_code):
        answer = member.answers.get((question, row["item_code"]))
        if is_multiple and not any((question, item) in member.answers for item in survey.items(question)):
            continue
        if not is_multiple and answer is None:
            continue
        if row["unit_code"] == "mean":
            yield int(answer or 0)
        elif row["indicator_code"] == "development_potential":
            yield int(answer in _POTENTIAL)
        else:
            yield int(answer == (row["answer_code"] or "yes"))


def reweighted(answers: dict[str, list[int]], members: dict[str, int]) -> MartRow:
    """The mean of the regions' means by their Members, of the regions in which anybody answered.

    Its variance, of samples without replacement, is the sum of (weight^2)(1 - n / N)(s^2 / n); s^2 divides by n - 1.
    """
    covered = {region_code: given for region_code, given in answers.items() if given and members[region_code]}
    all_covered = sum(members[region_code] for region_code in covered)
    value, variance = Fraction(0), Fraction(0)
    has_variance = bool(covered)
    for region_code, given in covered.items():
        size, weight = len(given), Fraction(members[region_code], all_covered)
        mean = Fraction(sum(given), size)
        value += weight * mean
        if size < members[region_code]:
            has_variance = has_variance and size > 1
            spread = sum((each - mean) ** 2 for each in given) / max(size - 1, 1)
            variance += weight**2 * (1 - Fraction(size, members[region_code])) * spread / size
    return {
        "covered_member_count": all_covered,
        "reweighted_value": value if covered else None,
        "reweighted_error": Fraction(sqrt(variance)) if has_variance else None,
    }


def basis_of_reweighted(survey: Survey, row: MartRow, figure: str) -> str:
    """The report printed figures as counted, and none that is reweighted."""
    if figure == "reweighted_value":
        return "collected" if survey.origin == "collected" else "illustrative"
    return basis_of_indicator(survey, {**row, "region_code": "ALL"}, figure)
