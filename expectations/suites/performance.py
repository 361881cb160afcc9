"""Section V: where technology contributes to the performance of Customs. Structure, for every survey."""

from expectations.suites.answers import answer_suite, base_of_members, basis, counts, ranked, share_of
from expectations.suites.suite import MartSuite


def suites() -> list[MartSuite]:
    """The structural suite of performance_contribution."""
    return [
        answer_suite(
            "performance_contribution",
            "V",
            ["survey_code", "dimension_code"],
            "performance_contribution",
            [
                counts("submission_count", "respondent_count"),
                share_of("share", "submission_count", "respondent_count"),
                base_of_members("respondent_count"),
                ranked("share_rank", "submission_count", "respondent_count", ["survey_code"]),
                basis("figure_basis"),
            ],
        )
    ]
