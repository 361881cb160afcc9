"""Expected impact and difficulty of each technology: section IV."""

from collections.abc import Iterator

from pipeline.synthesis import calibration
from pipeline.synthesis.questions.agencies import agency_answers
from pipeline.synthesis.questions.answering import Answer, Round, answered_items


def expected_impact(survey_round: Round) -> Iterator[Answer]:
    """From 1 to 5: the more capable expect more."""
    yield from answered_items(survey_round, "expected_impact", calibration.RATINGS)
    yield from agency_answers(survey_round, "expected_impact")


def adoption_difficulty(survey_round: Round) -> Iterator[Answer]:
    """From 1 to 5: the less capable find it harder."""
    yield from answered_items(survey_round, "adoption_difficulty", calibration.RATINGS)
    yield from agency_answers(survey_round, "adoption_difficulty")
