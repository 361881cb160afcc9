"""What a maintainer decides of surveys that may not be released as they are."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pipeline.errors import InputError


@dataclass(frozen=True)
class Decisions:
    """held: surveys to release as they are in the current release. accepted: those to release all the same.

    reason: why that is accepted; it is written into the release.
    """

    held: Sequence[str] = ()
    accepted: Sequence[str] = ()
    reason: str = ""

    def check(self, survey_codes: Collection[str]) -> None:
        """Raise InputError for a survey that there is not, and for an acceptance without a reason or the reverse."""
        known = ", ".join(sorted(survey_codes)) or "none"
        faults = [
            f"{option} {survey_code}: found no such survey, expected one of {known}"
            for option, surveys in (("--hold", self.held), ("--accept-disclosure", self.accepted))
            for survey_code in surveys
            if survey_code not in survey_codes
        ]
        faults += [
            f"--hold {survey_code}: found --accept-disclosure of it too, expected one of them"
            for survey_code in sorted({*self.held} & {*self.accepted})
        ]
        if self.accepted and not self.reason.strip():
            faults.append("--accept-disclosure: found no reason, expected --accepted-because TEXT; readers are told it")
        if self.reason.strip() and not self.accepted:
            faults.append("--accepted-because: found nothing that is accepted, expected --accept-disclosure CODE too")
        if faults:
            raise InputError(*faults)
