"""Case studies, willingness to share and contact points: questions of section I."""

from collections.abc import Iterator

from pipeline.synthesis import calibration
from pipeline.synthesis.questions.answering import Answer, Round, handed_out


def case_study_file(survey_round: Round) -> Iterator[Answer]:
    """As many sent files as was printed; all of them gave details."""
    stream = survey_round.stream("case_study_file")
    ordered = survey_round.by_capability(survey_round.members, stream)
    senders = [member for member in ordered if member.gives_details]
    count = survey_round.targets.printed["I.case_study_count"]
    others = stream.shuffled(member for member in ordered if member not in senders[:count])
    yield from handed_out("case_study_file", "", senders, [("yes", count)])
    yield from handed_out("case_study_file", "", others, [("no", calibration.CASE_STUDY_NO_COUNT)])


def willing_to_share(survey_round: Round) -> Iterator[Answer]:
    """As many are willing as was printed, and everybody answered: 63 % of the participants are 73 of 116."""
    ordered = survey_round.by_capability(survey_round.members, survey_round.stream("willing_to_share"))
    willing_count = survey_round.targets.printed["I.willing_count"]
    counts = [("yes", willing_count), ("no", len(ordered) - willing_count)]
    yield from handed_out("willing_to_share", "", ordered, counts)


def contact_point_designated(survey_round: Round) -> Iterator[Answer]:
    """Whether a national contact point was named; no figure was printed."""
    ordered = survey_round.stream("contact_point_designated").shuffled(survey_round.members)
    counts = [("yes", calibration.CONTACT_POINT_YES_COUNT), ("no", calibration.CONTACT_POINT_NO_COUNT)]
    yield from handed_out("contact_point_designated", "", ordered, counts)
