"""Contribution of technology to the performance of Customs: section V."""

from collections.abc import Iterator

from pipeline.synthesis import calibration
from pipeline.synthesis.questions.agencies import agency_answers
from pipeline.synthesis.questions.answering import Answer, Round, answered_items


def performance_contribution(survey_round: Round) -> Iterator[Answer]:
    """Yes or no for each dimension of performance."""
    yield from answered_items(survey_round, "performance_contribution", calibration.YES_NO)
    yield from agency_answers(survey_round, "performance_contribution")
