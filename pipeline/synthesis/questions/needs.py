"""Capacity-building needs: section VI."""

from collections.abc import Iterator

from pipeline.synthesis import calibration
from pipeline.synthesis.questions.agencies import agency_answers
from pipeline.synthesis.questions.answering import Answer, Round, answered_items, handed_out


def capacity_building_need(survey_round: Round) -> Iterator[Answer]:
    """Yes or no for each need: the less capable need more."""
    yield from answered_items(survey_round, "capacity_building_need", calibration.YES_NO)
    yield from agency_answers(survey_round, "capacity_building_need")


def capacity_building_need_other(survey_round: Round) -> Iterator[Answer]:
    """Each other need that the report lists, once, in the words of a Member that answered in English.

    Partner agencies name none: the report lists those of Members.
    """
    stream = survey_round.stream("capacity_building_need_other")
    in_english = stream.shuffled(member for member in survey_round.members if member.language == "en")
    counts = [(text, 1) for text in calibration.OTHER_NEEDS]
    yield from handed_out("capacity_building_need_other", "", in_english, counts)
