"""The one summary of a build: what was checked, all that failed, the totals and the release."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from pipeline.building.findings import Finding

Status = Literal["released", "passed", "withheld", "failed", "stopped"]
EXIT_CODES: dict[Status, int] = {"released": 0, "passed": 0, "withheld": 1, "failed": 1, "stopped": 2}


@dataclass(frozen=True)
class SurveyTotals:
    """What a reader knows a round by. participation_percent is a whole percent, as printed; None without Members."""

    survey_code: str
    origin: str
    submission_count: int
    member_count: int
    participation_percent: int | None


@dataclass
class Summary:
    """What a build came to.

    status: released; passed (asked not to release); withheld (passed, but the release would give
    answers away); failed (the data failed a check); stopped (could not be loaded).
    errors: what stopped it, one line each. findings: what the checks found.
    not_read: what lies in the raw folders beside raw answers.
    seconds: of each step. seconds_of_dbt: of its seeds (load), models and tests, by dbt's own timings.
    sections: per report section {"report_section", "evaluated", "passed"} expectations.
    """

    status: Status
    errors: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    totals: list[SurveyTotals] = field(default_factory=list)
    relation_count: int = 0
    data_tests_evaluated: int = 0
    data_tests_passed: int = 0
    expectations_evaluated: int = 0
    expectations_passed: int = 0
    sections: list[dict[str, Any]] = field(default_factory=list)
    not_read: list[str] = field(default_factory=list)
    release: dict[str, str] | None = None
    current_release_id: str | None = None
    seconds: dict[str, float] = field(default_factory=dict)
    seconds_of_dbt: dict[str, float] = field(default_factory=dict)

    @property
    def exit_code(self) -> int:
        return EXIT_CODES[self.status]

    @property
    def critical(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.severity == "critical"]

    def as_json(self) -> dict[str, Any]:
        """The summary for machines."""
        summary = {"exit_code": self.exit_code, **asdict(self)}
        summary["seconds"] |= summary.pop("seconds_of_dbt")
        return summary


def count_expectations(results: Sequence[dict[str, Any]], order: Sequence[str]) -> list[dict[str, Any]]:
    """Per report section how many expectations were evaluated and how many passed, in the order of the report."""
    sections = sorted({result["report_section"] for result in results}, key=list(order).index)
    return [
        {
            "report_section": section,
            "evaluated": sum(result["report_section"] == section for result in results),
            "passed": sum(result["report_section"] == section and result["is_passed"] for result in results),
        }
        for section in sections
    ]
