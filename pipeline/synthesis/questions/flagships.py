"""The technologies on which the Project should concentrate, three at most each: section VII."""

from collections.abc import Iterator

from pipeline.synthesis import calibration
from pipeline.synthesis.questions.agencies import agency_choices
from pipeline.synthesis.questions.answering import Answer, Round, without_blanks
from pipeline.synthesis.questions.choosing import maximums_of, shared_out
from pipeline.synthesis.questions.technologies import drawn_to

MAXIMUM = max(calibration.FLAGSHIP_CHOOSERS)


def flagship_choice(survey_round: Round) -> Iterator[Answer]:
    """Each technology is cited as often as calibrated, by those most likely that have it in development or in view."""
    stream = survey_round.stream("flagship_choice")
    answering = stream.shuffled(without_blanks(survey_round, "flagship_choice", stream))
    item_codes = survey_round.targets.items["flagship_choice"]
    leans = calibration.REGION_LEANS["flagship_choice"]
    chosen = shared_out(
        "flagship_choice",
        maximums_of([member.submission_id for member in answering], calibration.FLAGSHIP_CHOOSERS),
        {item_code: calibration.FLAGSHIP_COUNTS[item_code] for item_code in item_codes},
        drawn_to(survey_round, answering, item_codes, calibration.FLAGSHIP_PULL, leans, stream),
        stream,
    )
    for submission_id, choices in chosen.items():
        for item_code in choices:
            yield Answer(submission_id, "flagship_choice", item_code, "yes")
    yield from agency_choices(survey_round, "flagship_choice", MAXIMUM)
