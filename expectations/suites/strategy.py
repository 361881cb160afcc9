"""Section II: IT strategy and maturity. Structure of the marts, for every survey."""

from expectations.suites.answers import (
    answer_suite,
    base_of_members,
    base_of_region,
    basis,
    counts,
    counts_where_shown,
    none_where_suppressed,
    parts_sum_to,
    ranked,
    share_of,
)
from expectations.suites.suite import MartSuite


def suites() -> list[MartSuite]:
    """The structural suites of the marts on IT strategy and maturity."""
    return [_it_strategy(), _maturity_distribution(), _maturity_by_region()]


def _it_strategy() -> MartSuite:
    return answer_suite(
        mart_name="it_strategy",
        report_section="II",
        key=["survey_code"],
        question_code="it_strategy",
        claims=[
            counts("yes_count", "respondent_count"),
            share_of("yes_share", "yes_count", "respondent_count"),
            base_of_members("respondent_count"),
            basis("figure_basis", "count_figure_basis"),
        ],
    )


def _maturity_distribution() -> MartSuite:
    return answer_suite(
        mart_name="maturity_distribution",
        report_section="II",
        key=["survey_code", "maturity_level"],
        question_code="maturity_level",
        claims=[
            counts("submission_count", "respondent_count"),
            share_of("share", "submission_count", "respondent_count"),
            base_of_members("respondent_count"),
            parts_sum_to("respondent_count", "submission_count", ["survey_code"]),
            ranked("share_rank", "submission_count", "respondent_count", ["survey_code"]),
            basis("figure_basis", "count_figure_basis"),
        ],
    )


def _maturity_by_region() -> MartSuite:
    return answer_suite(
        mart_name="maturity_by_region",
        report_section="II",
        key=["survey_code", "region_code", "maturity_level"],
        question_code="maturity_level",
        claims=[
            counts_where_shown("submission_count", "respondent_count"),
            none_where_suppressed("share", "share_rank"),
            share_of("share", "submission_count", "respondent_count"),
            base_of_region("respondent_count"),
            parts_sum_to("respondent_count", "submission_count", ["survey_code", "region_code"]),
            ranked("share_rank", "submission_count", "respondent_count", ["survey_code", "region_code"]),
            basis("figure_basis"),
        ],
    )
