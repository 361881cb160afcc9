"""Section I: who answered."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise

from independent.arithmetic import ranks, share, whole_percent
from independent.certainty import RATES, certainty, share_of
from independent.codebook import MartRow
from independent.survey import Survey, frame_members_of

# Rule 4: "not planned" tells nothing of what an administration does with a technology.
DETAILS = {"adopted", "in_development", "under_consideration"}


def participation_summary(survey: Survey) -> list[MartRow]:
    """Rules 2 to 5. What a survey did not ask is null, and not 0."""
    submissions, members = len(survey.members), sum(survey.frame.values())
    details = sum(
        any(question == "technology_status" and answer in DETAILS for (question, _), answer in member.answers.items())
        for member in survey.members
    )
    willing, willing_base = _yes(survey, "willing_to_share"), _answered(survey, "willing_to_share")
    return [
        {
            "member_count": members,
            "submission_count": submissions,
            "participation_rate": share(submissions, members),
            "details_count": details,
            "details_share": share(details, submissions),
            **{
                name: value
                for name, value in certainty(share_of(survey, details, submissions), "details_share").items()
                if name not in RATES
            },
            "case_study_count": _yes(survey, "case_study_file"),
            "willing_count": willing,
            "willing_respondent_count": willing_base,
            "willing_share": share(willing, willing_base),
            **certainty(
                None if willing is None or willing_base is None else share_of(survey, willing, willing_base),
                "willing_share",
                "willing_",
            ),
            "contact_point_count": _yes(survey, "contact_point_designated"),
            "partner_agency_count": len(survey.agencies),
            "origin_code": survey.origin,
            "opened_on": survey.day("opened_on"),
            "deadline_on": survey.day("deadline_on"),
            "extended_deadline_on": survey.extended_deadline_on,
            "closed_on": survey.day("closed_on"),
        }
    ]


def _yes(survey: Survey, question: str) -> int | None:
    return survey.count(question, "", "yes") if question in survey.asked else None


def _answered(survey: Survey, question: str) -> int | None:
    return survey.base(question, "") if question in survey.asked else None


def participation_by_region(survey: Survey) -> list[MartRow]:
    """Rule 7: its rank alone goes by whole percents. Rule 11: never suppressed."""
    sent = {region_code: len(survey.members_of(region_code)) for region_code in survey.frame}
    rates = {region_code: share(sent[region_code], members) for region_code, members in survey.frame.items()}
    percents = {region_code: whole_percent(rate) for region_code, rate in rates.items()}
    rank = ranks(percents)
    return [
        {
            "region_code": region_code,
            "submission_count": sent[region_code],
            "member_count": survey.frame[region_code],
            "participation_rate": rates[region_code],
            "participation_percent": percents[region_code],
            "participation_rank": rank[region_code],
            "is_suppressed": False,
        }
        for region_code in survey.frame
    ]


def frame_members(survey: Survey) -> list[MartRow]:
    """Rule 3, by name."""
    return [
        {
            "member_code": member["member_code"],
            "member_name_en": member["name_en"],
            "member_name_fr": member["name_fr"],
            "region_code": member["region_code"],
        }
        for member in frame_members_of(survey.codebook, survey.day("closed_on"))
    ]


def participation_timeline(survey: Survey) -> list[MartRow]:
    """Every UTC day from the opening to the closing, both included.

    Rule 11: where fewer came on some day than the threshold asks for, seven days of a phase in a row each, and what is
    left at its end with the last of them.
    """
    opened, deadline, closed = survey.day("opened_on"), survey.day("deadline_on"), survey.day("closed_on")
    extended = survey.extended_deadline_on or deadline
    came = Counter(member.submitted_on for member in survey.members)
    length = 7 if any(count < survey.threshold for count in came.values()) else 1
    phases: dict[str, list[date]] = defaultdict(list)
    for day in (opened + timedelta(days=number) for number in range((closed - opened).days + 1)):
        phases["initial" if day <= deadline else "extension" if day <= extended else "late"].append(day)
    rows: list[MartRow] = []
    for phase, days in phases.items():
        last_days = [*days[length - 1 :: length][:-1], days[-1]]
        for before, last in pairwise([days[0] - timedelta(days=1), *last_days]):
            so_far = sum(member.submitted_on <= last for member in survey.members)
            rows.append(
                {
                    "submitted_on": last,
                    "phase_code": phase,
                    "day_count": (last - before).days,
                    "submission_count": sum(before < member.submitted_on <= last for member in survey.members),
                    "cumulative_submission_count": so_far,
                    "cumulative_participation_rate": share(so_far, sum(survey.frame.values())),
                }
            )
    return rows


def partner_agencies(survey: Survey) -> list[MartRow]:
    """Rule 2: apart from Members, and as often as they were sent."""
    return [
        {
            "agency_type_code": code,
            "submission_count": sum(agency.agency_type_code == code for agency in survey.agencies),
        }
        for code in survey.codebook.agency_types
    ]
