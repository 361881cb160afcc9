"""Ranges of ranks with what the marts do not use: how the same Members answered two items."""

from collections.abc import Iterator
from functools import partial
from math import sqrt

from independent.certainty import Figure, mean_of, rank_ranges, share_of
from independent.codebook import MartRow
from independent.survey import Survey

Given = dict[int, int]  # by Member in the base of an item: its score, or 1 if it gave the answer


def ranges_with_joint_counts(survey: Survey) -> Iterator[tuple[MartRow, MartRow]]:
    """Of every item of a grid or a choice, in all and by region: its range by what is shown, and by all answers."""
    for question in survey.asked:
        kind = survey.codebook.questions[question]["question_type"]
        if kind not in ("multiple", "grid"):
            continue
        is_mean = question in ("expected_impact", "adoption_difficulty")
        scale = survey.codebook.questions[question]["answer_scale_code"]
        for region_code in (None, *survey.codebook.regions):
            for answer in [""] if is_mean else survey.codebook.scale(scale):
                given = {item: _given(survey, question, item, answer, region_code) for item in survey.items(question)}
                figures = {
                    item: mean_of(survey, list(values.values()), region_code, has_squares=True)
                    if is_mean
                    else share_of(survey, sum(values.values()), len(values), region_code)
                    for item, values in given.items()
                }
                shown = rank_ranges(figures, same_respondents=kind == "multiple")
                exact = rank_ranges(figures, error_of=partial(_error, figures, given))
                yield from ((shown[item], exact[item]) for item, values in given.items() if values)


def _given(survey: Survey, question: str, item: str, answer: str, region_code: str | None) -> Given:
    is_multiple = survey.codebook.questions[question]["question_type"] == "multiple"
    found: Given = {}
    for number, member in enumerate(survey.members_of(region_code)):
        given = member.answers.get((question, item))
        if given or (is_multiple and any((question, each) in member.answers for each in survey.items(question))):
            found[number] = int(given == answer) if answer else int(given or 0)
    return found


def _error(figures: dict[str, Figure], given: dict[str, Given], one: str, other: str) -> float | None:
    """The error of a difference with its covariance: how far each Member's answers are from both figures."""
    parts: list[dict[int, float]] = []
    for item in (one, other):
        figure = figures[item]
        if figure.silent and figure.answered < 2:
            return None
        scale = sqrt(figure.silent / (figure.members * figure.answered * max(1, figure.answered - 1)))
        mean = figure.total / figure.answered
        parts.append({number: scale * (value - mean) for number, value in given[item].items()})
    total = sum((parts[0].get(number, 0.0) - parts[1].get(number, 0.0)) ** 2 for number in {*parts[0], *parts[1]})
    # What floating point adds does not decide.
    return sqrt(total) * (1 - 1e-12)
