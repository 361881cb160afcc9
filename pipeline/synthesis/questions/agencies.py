"""What partner agencies answer: by chance, with blanks; they are in no rate on Members."""

from collections.abc import Iterator

from pipeline.synthesis import calibration
from pipeline.synthesis.questions.answering import Answer, Round
from pipeline.synthesis.randomness import Stream
from pipeline.synthesis.respondents import Respondent


def agency_answers(survey_round: Round, question_code: str) -> Iterator[Answer]:
    """One answer, or a blank, for each item of the question and partner agency."""
    stream = _stream(survey_round, question_code)
    weights = calibration.AGENCY_WEIGHTS[question_code]
    for agency in _answering(survey_round, stream):
        for item_code in survey_round.targets.items[question_code]:
            answer = stream.chosen(list(weights), list(weights.values()))
            if answer:
                yield Answer(agency.submission_id, question_code, item_code, answer)


def agency_choices(
    survey_round: Round, question_code: str, maximum: int, choosing: set[str] | None = None
) -> Iterator[Answer]:
    """One to `maximum` items of the question for each partner agency, or for those in `choosing` (submission_id)."""
    stream = _stream(survey_round, question_code)
    item_codes = survey_round.targets.items[question_code]
    for agency in _answering(survey_round, stream):
        chosen = stream.shuffled(item_codes)[: stream.integer(1, maximum)]
        if choosing is None or agency.submission_id in choosing:
            for item_code in chosen:
                yield Answer(agency.submission_id, question_code, item_code, "yes")


def _stream(survey_round: Round, question_code: str) -> Stream:
    return survey_round.stream(f"{question_code} of partner agencies")


def _answering(survey_round: Round, stream: Stream) -> list[Respondent]:
    return [agency for agency in survey_round.partner_agencies if stream.integer(1, calibration.AGENCY_BLANK_EVERY) > 1]
