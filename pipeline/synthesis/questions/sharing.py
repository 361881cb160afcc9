"""Case studies, willingness to share and contact points: questions of section I."""

from collections.abc import Iterator

from pipeline.synthesis import calibration
from pipeline.synthesis.questions.agencies import agency_answers, agency_choices
from pipeline.synthesis.questions.answering import Answer, Round, handed_out
from pipeline.synthesis.questions.choosing import maximums_of, shared_out
from pipeline.synthesis.questions.technologies import drawn_to


def case_study_file(survey_round: Round) -> Iterator[Answer]:
    """As many sent files as was printed; all of them gave details."""
    stream = survey_round.stream("case_study_file")
    ordered = survey_round.by_capability(survey_round.members, stream)
    senders = [member for member in ordered if member.gives_details]
    count = survey_round.targets.count("participation_summary", "case_study_count")
    others = stream.shuffled(member for member in ordered if member not in senders[:count])
    yield from handed_out("case_study_file", "", senders, [("yes", count)])
    yield from handed_out("case_study_file", "", others, [("no", calibration.CASE_STUDY_NO_COUNT)])
    yield from agency_answers(survey_round, "case_study_file")


def willing_to_share(survey_round: Round) -> Iterator[Answer]:
    """As many are willing as was printed, and everybody answered: 63 % of the participants are 73 of 116."""
    ordered = survey_round.by_capability(survey_round.members, survey_round.stream("willing_to_share"))
    willing_count = survey_round.targets.count("participation_summary", "willing_count")
    counts = [("yes", willing_count), ("no", len(ordered) - willing_count)]
    yield from handed_out("willing_to_share", "", ordered, counts)
    yield from agency_answers(survey_round, "willing_to_share")


def case_study_topic(survey_round: Round) -> Iterator[Answer]:
    """Topics of those that are willing to share alone, mostly what they know: the report says one or several each."""
    stream = survey_round.stream("case_study_topic")
    willing = {answer.submission_id for answer in willing_to_share(survey_round) if answer.answer == "yes"}
    offering = stream.shuffled(member for member in survey_round.members if member.submission_id in willing)
    item_codes = survey_round.targets.items["case_study_topic"]
    chosen = shared_out(
        "case_study_topic",
        maximums_of([member.submission_id for member in offering], calibration.TOPIC_CHOOSERS),
        {item_code: calibration.TOPIC_COUNTS[item_code] for item_code in item_codes},
        drawn_to(survey_round, offering, item_codes, calibration.TOPIC_PULL, {}, stream),
        stream,
    )
    for submission_id, topics in chosen.items():
        for item_code in topics:
            yield Answer(submission_id, "case_study_topic", item_code, "yes")
    yield from agency_choices(survey_round, "case_study_topic", max(calibration.TOPIC_CHOOSERS), willing)


def contact_point_designated(survey_round: Round) -> Iterator[Answer]:
    """Whether a national contact point was named; no figure was printed."""
    ordered = survey_round.stream("contact_point_designated").shuffled(survey_round.members)
    counts = [("yes", calibration.CONTACT_POINT_YES_COUNT), ("no", calibration.CONTACT_POINT_NO_COUNT)]
    yield from handed_out("contact_point_designated", "", ordered, counts)
    yield from agency_answers(survey_round, "contact_point_designated")
