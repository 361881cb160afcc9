"""Sorts responses: what can be written, what is there already, and what is wrong with the rest."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pipeline.codebook.codes import Codebook
from pipeline.exports.export import Column, Export, Response, Role, State
from pipeline.landing.cells import CellError
from pipeline.landing.converting import AnswerConverter
from pipeline.landing.mapping import ReadAs, SurveyMapping
from pipeline.landing.raw_folder import Row, Version, digest_of, said, version_of
from pipeline.landing.respondents import RespondentReader, Times
from pipeline.landing.texts import cleaned
from pipeline.seeds.reading import garbled

COLLECTED = "collected"
_ROLES_OF_A_SUBMISSION = (Role.RESPONSE_ID, Role.SUBMITTED_AT, Role.LANGUAGE)


class Fate(StrEnum):
    """What becomes of a response. Each has exactly one."""

    LANDED = "landed"
    PARTIAL = "partial"
    UPDATED = "updated"
    EMPTY = "empty"
    DUPLICATE = "duplicate"
    REJECTED = "rejected"


@dataclass(frozen=True)
class Sorted:
    """A response and what becomes of it.

    submission: its row of raw_submissions, and answers: the ends of its rows of raw_answers, where it is to be written.
    faults: why it is rejected, or else the answers that are left out of it.
    """

    fate: Fate
    submission: Row = ()
    answers: Sequence[str] = ()
    faults: Sequence[CellError] = ()


class Sorter:
    """Sorts one response of an export after the other."""

    def __init__(
        self,
        export: Export,
        mapping: SurveyMapping,
        codebook: Codebook,
        times: Times,
        source_file: str,
        id_prefix: str,
        there: Mapping[str, Version],
        *,
        is_blanking: bool = False,
    ) -> None:
        """there: the submissions that are there and may be updated, by identifier.

        is_blanking: whether an answer that cannot be read is left out, instead of rejecting the response.
        """
        self._is_blanking = is_blanking
        self._survey_code = codebook.survey_code
        self._source_file = source_file
        self._id_prefix = id_prefix
        self._there = there
        self._digests: dict[str, bytes] = {}
        self._identifier_column = next((column for column in export.columns if column.role is Role.RESPONSE_ID), None)
        self.kept_columns = _kept_columns(export, mapping)
        self.respondents = RespondentReader(mapping, export, codebook, times)
        self._answers = AnswerConverter(mapping, codebook)

    def sort(self, response: Response) -> Sorted:
        """What becomes of a response."""
        if response.state is State.EMPTY:
            return Sorted(Fate.EMPTY)
        respondent, faults = self.respondents.read(response)
        converted = self._answers.convert(response.cells)
        faults = [*faults, *converted.faults]
        if respondent is None or (faults and not self._is_blanking):
            return Sorted(Fate.REJECTED, faults=faults)
        submission_id = self._identifier(response)
        if part := garbled(submission_id):
            expected = "the letters that stood there; export the file as UTF-8"
            return Sorted(Fate.REJECTED, faults=[CellError("damaged text", self._identifier_column, part, expected)])
        submission = [
            self._survey_code,
            submission_id,
            respondent.respondent_kind,
            respondent.member_code,
            respondent.region_code,
            respondent.agency_type_code,
            respondent.submitted_at,
            respondent.language,
            COLLECTED,
            "true" if respondent.is_partial else "false",
            self._source_file,
            str(response.row),
        ]
        content = digest_of(said(submission))
        content.update("".join(converted.rows).encode())
        found = version_of(submission, content.digest(), len(converted.rows))
        first = self._digests.setdefault(submission_id, found.digest)
        there = self._there.get(submission_id)
        fate = Fate.PARTIAL if respondent.is_partial else Fate.LANDED
        if found.digest == (there.digest if there else None) or (first == found.digest and first is not found.digest):
            return Sorted(Fate.DUPLICATE, faults=faults)
        if first is not found.digest or (there and not found.follows(there)):
            return self._second(submission_id, is_older=bool(there and there.respondent == found.respondent))
        return Sorted(Fate.UPDATED if there else fate, submission, converted.rows, faults)

    def _second(self, submission_id: str, *, is_older: bool) -> Sorted:
        expected = (
            "one that is later or more complete than the response that is there; where this is right, land it with "
            "--replace"
            if is_older
            else "an identifier that no other response has; where this is a newer export of the same responses, land "
            "it with --replace, and where they are others, with --id-prefix"
        )
        fault = CellError("identifier of another response", self._identifier_column, submission_id, expected)
        return Sorted(Fate.REJECTED, faults=(fault,))

    def _identifier(self, response: Response) -> str:
        """The tool's identifier, or else a hash of the cells that are kept."""
        if identifier := cleaned(response.identifier):
            return f"{self._id_prefix}{identifier}"
        cells = [response.cells[column.position] for column in self.kept_columns]
        return self._id_prefix + hashlib.sha256("\x1f".join(cells).encode()).hexdigest()[:24]


def _kept_columns(export: Export, mapping: SurveyMapping) -> list[Column]:
    """The columns whose cells may be kept: those that are mapped, without names, and what tells responses apart."""
    filled = {mapped.question.code for mapped in mapping.questions if mapped.read_as is ReadAs.FILLED}
    mapped = {column.position for column, target in mapping.targets() if target.question_code not in filled}
    return [column for column in export.columns if column.position in mapped or column.role in _ROLES_OF_A_SUBMISSION]
