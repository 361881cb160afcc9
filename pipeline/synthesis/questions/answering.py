"""What every question has to work with: the round, and ways to hand out a fixed number of answers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

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

    def by_capability(self, respondents: Sequence[Respondent], stream: Stream) -> list[Respondent]:
        """The respondents, the likeliest to be far with a technology first: half capability, half chance."""
        scores = [calibration.CAPABILITY_WEIGHT * respondent.capability + stream.bell() for respondent in respondents]
        order = sorted(range(len(respondents)), key=lambda place: -scores[place])
        return [respondents[place] for place in order]


def handed_out(
    question_code: str, item_code: str, respondents: Sequence[Respondent], counts: Sequence[tuple[str, int]]
) -> Iterator[Answer]:
    """Give each answer to as many respondents as `counts` says, in their order; who is left stays blank."""
    queue = iter(respondents)
    for answer, count in counts:
        for _ in range(count):
            yield Answer(next(queue).submission_id, question_code, item_code, answer)
