"""How far each technology has come: the grid behind sections I (details) and III."""

from collections.abc import Iterator, Mapping, Sequence

from pipeline.synthesis import calibration
from pipeline.synthesis.questions.answering import Answer, Round, handed_out
from pipeline.synthesis.randomness import Stream
from pipeline.synthesis.respondents import Respondent
from pipeline.synthesis.targets import Figure, Targets

STATUSES = ("adopted", "in_development", "under_consideration", "not_planned")
DETAILS = STATUSES[:3]


def technology_status(survey_round: Round) -> Iterator[Answer]:
    """As many Members give details as was printed, and as many adopt a technology; the other counts are calibration."""
    stream = survey_round.stream("technology_status")
    technology_codes = survey_round.targets.items["technology_status"]
    detailed = [member for member in survey_round.members if member.gives_details]
    statuses = _statuses_of(survey_round, detailed, technology_codes, stream)
    _give_everybody_a_detail(statuses, detailed)
    for technology_code in technology_codes:
        for member in detailed:
            status = statuses[technology_code].get(member.submission_id)
            if status:
                yield Answer(member.submission_id, "technology_status", technology_code, status)

    silent = stream.shuffled(member for member in survey_round.members if not member.gives_details)
    for member in silent[: calibration.NOT_PLANNED_THROUGHOUT]:
        for technology_code in technology_codes:
            yield Answer(member.submission_id, "technology_status", technology_code, "not_planned")

    for agency in survey_round.partner_agencies:
        for technology_code in technology_codes:
            yield Answer(
                agency.submission_id, "technology_status", technology_code, stream.chosen(STATUSES, (2, 3, 3, 2))
            )


def drawn_to(
    survey_round: Round,
    members: Sequence[Respondent],
    technology_codes: Sequence[str],
    pull: Mapping[str, float],
    leans: Mapping[str, Mapping[str, float]],
    stream: Stream,
) -> dict[tuple[str, str], float]:
    """(submission_id, technology_code) to how much a Member is drawn to a technology when it has to choose.

    pull: status of the technology to its weight, beside a chance of weight 1; a Member without a status has 0.
    leans: technology_code to region_code to what is added for that region.
    """
    statuses: dict[tuple[str, str], str] = {}
    if "technology_status" in survey_round.targets.items:
        statuses = {
            (answer.submission_id, answer.item_code): answer.answer for answer in technology_status(survey_round)
        }
    return {
        (member.submission_id, technology_code): pull.get(
            statuses.get((member.submission_id, technology_code), ""), 0.0
        )
        + leans.get(technology_code, {}).get(member.region_code, 0.0)
        + stream.bell()
        for technology_code in technology_codes
        for member in members
    }


def _statuses_of(
    survey_round: Round, detailed: list[Respondent], technology_codes: list[str], stream: Stream
) -> dict[str, dict[str, str]]:
    """technology_code to submission_id to status: the most capable adopt, the next develop, and so on."""
    return {
        technology_code: {
            answer.submission_id: answer.answer
            for answer in handed_out(
                "technology_status",
                technology_code,
                survey_round.by_capability(detailed, stream),
                _status_counts(survey_round.targets, technology_code),
            )
        }
        for technology_code in technology_codes
    }


def _status_counts(targets: Targets, technology_code: str) -> list[tuple[str, int]]:
    adopted = Figure("technology_adoption", "submission_count", technology_code, "adopted")
    if adopted in targets.printed or technology_code not in calibration.ADOPTED_COUNTS:
        adopted_count = targets.count(*adopted)
    else:
        adopted_count = calibration.ADOPTED_COUNTS[technology_code]
    return list(zip(STATUSES, (adopted_count, *calibration.STATUS_COUNTS[technology_code]), strict=True))


def _give_everybody_a_detail(statuses: dict[str, dict[str, str]], detailed: list[Respondent]) -> None:
    """Swap a detail to whoever got none, from whoever has most, so that no count per technology changes."""

    def detail_count(submission_id: str) -> int:
        return sum(of_technology.get(submission_id) in DETAILS for of_technology in statuses.values())

    for member in detailed:
        if detail_count(member.submission_id) > 0:
            continue
        richest = max(detailed, key=lambda other: (detail_count(other.submission_id), other.submission_id))
        of_technology = next(
            of_technology for of_technology in statuses.values() if of_technology.get(richest.submission_id) in DETAILS
        )
        given = of_technology.pop(richest.submission_id)
        taken = of_technology.pop(member.submission_id, None)
        of_technology[member.submission_id] = given
        if taken:
            of_technology[richest.submission_id] = taken
