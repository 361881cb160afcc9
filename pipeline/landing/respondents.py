"""Who a response is from and when it was sent: its row of raw_submissions."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo

from pipeline.codebook.codes import LANGUAGES, Codebook, Member
from pipeline.exports.export import Column, Export, Response, Role, State
from pipeline.landing.cells import SEVERAL, CellError, reader_of
from pipeline.landing.mapping import MappedQuestion, SurveyMapping

MEMBER = "member"
PARTNER_AGENCY = "partner_agency"
# Different cells of a column whose code is kept.
_MOST_KEPT = 5_000
_LONGEST_KEPT = 200
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_].*)?|.*\(([a-z]{2})\)")


@dataclass(frozen=True)
class Respondent:
    """Who a response is from and when it was sent, in codes and UTC. region_code: the Member's where none is given."""

    respondent_kind: str
    member_code: str
    region_code: str
    agency_type_code: str
    submitted_at: str
    language: str
    is_partial: bool


@dataclass(frozen=True)
class Times:
    """zone: of times that name none. submitted_on: the day of responses without a time, at midnight UTC."""

    zone: tzinfo
    submitted_on: date | None = None


class RespondentReader:
    """Reads who sent one response after the other, and holds it to what a build asks of raw submissions."""

    def __init__(self, mapping: SurveyMapping, export: Export, codebook: Codebook, times: Times) -> None:
        self._survey = codebook.survey
        self._times = times
        self._time_column = next((column for column in export.columns if column.role is Role.SUBMITTED_AT), None)
        self._members = {member.code.code: member for member in codebook.members}
        self._readers = {
            mapped.question.code: (mapped.columns[0][0], _code_reader(mapped, codebook, export))
            for mapped in mapping.questions
            if mapped.question in codebook.respondent_questions
        }
        self.naive_time_count = self.without_time_count = 0

    def read(self, response: Response) -> tuple[Respondent | None, list[CellError]]:
        """The respondent, with what was wrong with the region where the Member's is known; or every fault of it."""
        faults: list[CellError] = []
        region_faults: list[CellError] = []
        code = {
            name: self._code(name, response, region_faults if name == "region_code" else faults)
            for name in self._readers
        }
        member_code, agency_type_code = code.get("member_code", ""), code.get("agency_type_code", "")
        # Whoever names the type of an agency and no Member says so too.
        is_agency = agency_type_code and not member_code
        kind = code.get("respondent_kind") or (PARTNER_AGENCY if is_agency else MEMBER)
        member = self._members.get(member_code)
        submitted_at = self._submitted_at(response, kind, faults)
        if not faults:
            self._check_member(kind, member_code, member, faults)
            self._check_agency(kind, agency_type_code, faults)
        region_code = code.get("region_code") or (member.region_code if member else "")
        if member and region_code != member.region_code:
            expected = f"{member.region_code}, the region of {member_code}"
            fault = CellError("region of another Member", self._column("region_code"), region_code, expected)
            region_faults.append(fault)
            region_code = member.region_code
        if faults or (region_faults and not member):
            return None, [*faults, *region_faults]
        return Respondent(
            respondent_kind=kind,
            member_code=member_code,
            region_code=region_code,
            agency_type_code=agency_type_code,
            submitted_at=submitted_at,
            language=_language(response.language),
            is_partial=response.state is State.PARTIAL,
        ), region_faults

    def _column(self, name: str) -> Column | None:
        return self._readers[name][0] if name in self._readers else None

    def _code(self, name: str, response: Response, faults: list[CellError]) -> str:
        column, read = self._readers[name]
        try:
            return read(response.cells[column.position])
        except CellError as error:
            faults.append(error)
            return ""

    def _submitted_at(self, response: Response, kind: str, faults: list[CellError]) -> str:
        sent = response.submitted_at
        if sent is None and self._times.submitted_on:
            self.without_time_count += 1
            sent = datetime.combine(self._times.submitted_on, time(), UTC)
        if sent is None:
            column = self._time_column
            found = response.cells[column.position] if column else ""
            expected = "the time at which it was sent; where the export has none, say the day with --submitted-on DATE"
            faults.append(CellError("no time", column, found, expected))
            return ""
        if sent.tzinfo is None:
            self.naive_time_count += 1
            sent = sent.replace(tzinfo=self._times.zone)
        try:
            text = sent.astimezone(UTC).isoformat().replace("+00:00", "Z")
        except OverflowError:
            text = sent.isoformat()
        opened_on, closed_on, sent_on = self._survey["opened_on"], self._survey["closed_on"], text[:10]
        if sent_on < opened_on or (kind == MEMBER and sent_on > closed_on):
            until = f"to {closed_on}" if kind == MEMBER else "on"
            faults.append(CellError("outside the survey", self._time_column, text, f"a day from {opened_on} {until}"))
        return text

    def _check_member(self, kind: str, member_code: str, member: Member | None, faults: list[CellError]) -> None:
        column = self._column("member_code")
        if kind == MEMBER and not member_code:
            faults.append(CellError("no Member", column, "", "the Member that answered"))
        elif kind == MEMBER and member and member.accession_on > self._survey["closed_on"]:
            expected = f"a Member of the WCO on {self._survey['closed_on']}; this one acceded on {member.accession_on}"
            faults.append(CellError("not a Member yet", column, member_code, expected))

    def _check_agency(self, kind: str, agency_type_code: str, faults: list[CellError]) -> None:
        column = self._column("agency_type_code")
        if kind == MEMBER and agency_type_code:
            faults.append(CellError("agency type of a Member", column, agency_type_code, "nothing for a Member"))
        elif kind != MEMBER and not agency_type_code:
            faults.append(CellError("no agency type", column, "", "the type of the partner agency"))


def _code_reader(mapped: MappedQuestion, codebook: Codebook, export: Export) -> Callable[[str], str]:
    """From a cell to its code, "" for a blank; raises CellError."""
    names = [member.code.names["en"] for member in codebook.members] if mapped.question.code == "member_code" else []
    read = reader_of(mapped, names)
    known: dict[str, str] = {}
    listed: Mapping[str, str] | None = None

    def code(cell: str) -> str:
        nonlocal listed
        if cell in known:
            return known[cell]
        try:
            answers = read([cell])
            found = answers[0][2] if answers else ""
        except CellError as error:
            if error.kind != SEVERAL:
                raise
            if listed is None:
                listed = _chosen_from_a_list(mapped, export)
            if cell not in listed:
                raise
            found = listed[cell]
        if len(known) < _MOST_KEPT and len(cell) <= _LONGEST_KEPT:
            known[cell] = found
        return found

    return code


def _chosen_from_a_list(mapped: MappedQuestion, export: Export) -> Mapping[str, str]:
    """Codes by the names of the codebook in one language, if the column has no other texts; else nothing.

    Where Members were chosen from our list, Guinea is the one that the list has; where people typed, it may be another.
    """
    position = mapped.columns[0][0].position
    texts = {response.cells[position] for response in export.responses()} - {""}
    for language in LANGUAGES:
        names = {answer.names[language]: answer.code for answer in mapped.question.answers}
        if texts <= names.keys():
            return names
    return {}


def _language(text: str) -> str:
    found = _LANGUAGE.fullmatch(text.strip().casefold())
    return (found[1] or found[2]) if found else ""
