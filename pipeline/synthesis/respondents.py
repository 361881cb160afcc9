"""Who answered the synthetic round and when: the rows of raw_submissions, with the traits that answers lean on."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from pipeline.synthesis import calibration
from pipeline.synthesis.randomness import Stream, apportioned
from pipeline.synthesis.targets import Targets


@dataclass(frozen=True)
class Respondent:
    """One submission.

    capability: how far the respondent is with technology, around 0 with standard deviation about 1; never written.
    gives_details: whether it names at least one technology as adopted, in development or under consideration.
    """

    submission_id: str
    respondent_kind: str
    region_code: str
    agency_type_code: str
    submitted_at: datetime
    language: str
    capability: float
    gives_details: bool


def make_members(targets: Targets, seed: int) -> list[Respondent]:
    """The Members' submissions, in the order in which they came in; as many per region as were printed."""
    traits = Stream(seed, "members")
    region_codes = [
        region_code
        for region_code in targets.region_codes
        for _ in range(targets.count("participation_by_region", "submission_count", region_code))
    ]
    capabilities = [calibration.REGION_CAPABILITY[region_code] + traits.bell() for region_code in region_codes]
    languages = [
        "fr" if traits.uniform(0, 1) < calibration.FRENCH_SHARE[region_code] else "en" for region_code in region_codes
    ]
    inclination = [capability + traits.bell() for capability in capabilities]
    by_inclination = sorted(range(len(region_codes)), key=lambda place: -inclination[place])
    detailed = set(by_inclination[: targets.count("participation_summary", "details_count")])

    arrivals = sorted(_arrivals(targets, len(region_codes), Stream(seed, "arrivals")))
    order = Stream(seed, "order").shuffled(range(len(region_codes)))
    return [
        Respondent(
            submission_id=f"S{number:04}",
            respondent_kind="member",
            region_code=region_codes[place],
            agency_type_code="",
            submitted_at=submitted_at,
            language=languages[place],
            capability=capabilities[place],
            gives_details=place in detailed,
        )
        for number, (place, submitted_at) in enumerate(zip(order, arrivals, strict=True), start=1)
    ]


def make_partner_agencies(targets: Targets, seed: int) -> list[Respondent]:
    """The partner agencies' submissions: as many per type as the report lists."""
    traits = Stream(seed, "partner agencies")
    agency_types = [
        agency_type_code
        for agency_type_code in targets.agency_type_codes
        for _ in range(targets.count("partner_agencies", "submission_count", agency_type_code))
    ]
    return [
        Respondent(
            submission_id=f"P{number:04}",
            respondent_kind="partner_agency",
            region_code=traits.shuffled(targets.region_codes)[0],
            agency_type_code=agency_type_code,
            submitted_at=_in_office_hours(
                targets.opened_on + timedelta(days=traits.integer(0, calibration.PARTNER_AGENCY_DAYS)), traits
            ),
            language="en",
            capability=traits.bell(),
            gives_details=True,
        )
        for number, agency_type_code in enumerate(agency_types, start=1)
    ]


def _arrivals(targets: Targets, member_count: int, stream: Stream) -> list[datetime]:
    before = _days(targets.opened_on, calibration.MEETINGS_ENDED_ON)
    after = _days(calibration.MEETINGS_ENDED_ON + timedelta(days=1), targets.closed_on)
    late_count = member_count - calibration.ARRIVED_BY_MEETINGS
    return [
        _in_office_hours(day, stream)
        for days, count in ((before, calibration.ARRIVED_BY_MEETINGS), (after, late_count))
        for day, arrivals in zip(days, apportioned(count, [_weight(day, targets) for day in days]), strict=True)
        for _ in range(arrivals)
    ]


def _weight(day: date, targets: Targets) -> float:
    deadlines = [day for day in (targets.deadline_on, targets.extended_deadline_on) if day]
    if any(timedelta(0) <= deadline - day < timedelta(days=calibration.DEADLINE_DAYS) for deadline in deadlines):
        weight = calibration.DEADLINE_WEIGHT
    elif day - targets.opened_on < timedelta(days=calibration.LAUNCH_DAYS):
        weight = calibration.LAUNCH_WEIGHT
    elif day > max(deadlines):
        weight = calibration.LATE_WEIGHT
    else:
        weight = calibration.ORDINARY_WEIGHT
    is_weekend = day.weekday() >= 5
    return weight * calibration.WEEKEND_FACTOR if is_weekend else weight


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _in_office_hours(day: date, stream: Stream) -> datetime:
    return datetime.combine(
        day, time(hour=stream.integer(5, 17), minute=stream.integer(0, 59), second=stream.integer(0, 59))
    )
