"""IT strategy and maturity: section II. Everybody answered, and the counts follow from what was printed."""

from collections.abc import Iterator

from pipeline.synthesis import calibration
from pipeline.synthesis.questions.agencies import agency_answers
from pipeline.synthesis.questions.answering import Answer, Round, handed_out

MATURITY_LEVELS = ("5", "4", "3", "2", "1")


def it_strategy(survey_round: Round) -> Iterator[Answer]:
    """As many have a strategy, of as many that answered, as follows from the printed share."""
    ordered = survey_round.by_capability(survey_round.members, survey_round.stream("it_strategy"))
    yes_count = survey_round.targets.count("it_strategy", "yes_count")
    respondent_count = survey_round.targets.count("it_strategy", "respondent_count")
    yield from handed_out("it_strategy", "", ordered, [("yes", yes_count), ("no", respondent_count - yes_count)])
    yield from agency_answers(survey_round, "it_strategy")


def maturity_level(survey_round: Round) -> Iterator[Answer]:
    """As many at each level as follows from the printed shares, the most capable at the highest."""
    ordered = survey_round.by_capability(
        survey_round.members,
        survey_round.stream("maturity_level"),
        lean=calibration.REGION_LEANS["maturity_level"][""],
    )
    counts = [
        (level, survey_round.targets.count("maturity_distribution", "submission_count", level))
        for level in MATURITY_LEVELS
    ]
    yield from handed_out("maturity_level", "", ordered, counts)
    yield from agency_answers(survey_round, "maturity_level")
