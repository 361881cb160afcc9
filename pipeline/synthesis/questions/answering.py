"""What every question has to work with: the round, and ways to hand out a fixed number of answers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from pipeline.errors import InputError
from pipeline.synthesis import calibration
from pipeline.synthesis.randomness import Stream
from pipeline.synthesis.respondents import Respondent
from pipeline.synthesis.targets import Targets


class Answer(NamedTuple):
    """One row of raw_answers, without its survey."""

    submission_id: str
    question_code: str
    item_code: str
    answer: str


@dataclass(frozen=True)
class Round:
    """A synthetic round while it is answered: who takes part, what to reproduce, and the seed."""

    targets: Targets
    members: list[Respondent]
    partner_agencies: list[Respondent]
    seed: int

    def stream(self, question_code: str) -> Stream:
        """The random numbers of one question."""
        return Stream(self.seed, f"question {question_code}")

    def by_capability(
        self,
        respondents: Sequence[Respondent],
        stream: Stream,
        weight: float = calibration.CAPABILITY_WEIGHT,
        lean: Mapping[str, float] | None = None,
    ) -> list[Respondent]:
        """The respondents, the likeliest to be far with a technology first: partly capability, partly chance.

        weight: of capability, beside a chance of weight 1. lean: region_code to what is added for that region.
        """
        scores = [
            weight * respondent.capability + stream.bell() + (lean or {}).get(respondent.region_code, 0.0)
            for respondent in respondents
        ]
        order = sorted(range(len(respondents)), key=lambda place: -scores[place])
        return [respondents[place] for place in order]


def handed_out(
    question_code: str, item_code: str, respondents: Sequence[Respondent], counts: Sequence[tuple[str, int]]
) -> Iterator[Answer]:
    """Give each answer to as many respondents as `counts` says, in their order; who is left stays blank.

    Raises InputError where there are too few respondents for the counts.
    """
    needed = sum(count for _, count in counts)
    if needed > len(respondents):
        raise InputError(
            f"question {' '.join(filter(None, (question_code, item_code)))}: found {len(respondents)} respondents for "
            f"it, expected at least {needed}; make the counts in pipeline/synthesis/calibration.py and in "
            "seeds/published/published_figures.csv fit each other"
        )
    queue = iter(respondents)
    for answer, count in counts:
        for _ in range(count):
            yield Answer(next(queue).submission_id, question_code, item_code, answer)


def without_blanks(survey_round: Round, question_code: str, stream: Stream) -> list[Respondent]:
    """The Members that answer the question, in order of submission: all but as many as leave it blank."""
    blank: set[str] = set()
    for gives_details, count in zip((True, False), calibration.BLANK_COUNTS[question_code], strict=True):
        group = [member for member in survey_round.members if member.gives_details == gives_details]
        blank.update(member.submission_id for member in stream.shuffled(group)[:count])
    return [member for member in survey_round.members if member.submission_id not in blank]


def answered_items(survey_round: Round, question_code: str, answers: Sequence[str]) -> Iterator[Answer]:
    """A question of many items, each answered as often as calibration.ANSWER_COUNTS says, in the order of `answers`.

    Who skips an item is drawn from a queue that everybody stands in once: nobody skips two, so that all who answer the
    question at all are in its base.
    """
    stream = survey_round.stream(question_code)
    answering = without_blanks(survey_round, question_code, stream)
    queue = iter(stream.shuffled(answering))
    leans = calibration.REGION_LEANS[question_code]
    for item_code in survey_round.targets.items[question_code]:
        counts = calibration.ANSWER_COUNTS[question_code][item_code]
        skipping = {member.submission_id for member in islice(queue, max(len(answering) - sum(counts), 0))}
        ordered = survey_round.by_capability(
            [member for member in answering if member.submission_id not in skipping],
            stream,
            calibration.CAPABILITY_WEIGHTS[question_code],
            leans.get(item_code),
        )
        yield from handed_out(question_code, item_code, ordered, list(zip(answers, counts, strict=True)))
