"""Section III: how far each technology has come. Structure of the marts, for every survey."""

from expectations.suites.answers import (
    Claim,
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
from expectations.suites.suite import MartSuite, are_equal, is_within

_QUESTION = "technology_status"
_STATUSES = ("adopted_count", "in_development_count", "under_consideration_count")


def suites() -> list[MartSuite]:
    """The structural suites of the marts on adoption and development potential."""
    return [_technology_adoption(), _technology_adoption_by_region(), _status_totals(), _development_potential()]


def _technology_adoption() -> MartSuite:
    return answer_suite(
        mart_name="technology_adoption",
        report_section="III",
        key=["survey_code", "technology_code", "status_code"],
        question_code=_QUESTION,
        claims=[
            counts("submission_count", "respondent_count"),
            share_of("share", "submission_count", "respondent_count"),
            base_of_members("respondent_count"),
            parts_sum_to("respondent_count", "submission_count", ["survey_code", "technology_code"]),
            basis("figure_basis", "share_figure_basis"),
        ],
    )


def _technology_adoption_by_region() -> MartSuite:
    return answer_suite(
        mart_name="technology_adoption_by_region",
        report_section="III",
        key=["survey_code", "region_code", "technology_code", "status_code"],
        question_code=_QUESTION,
        claims=[
            counts_where_shown("submission_count", "respondent_count"),
            none_where_suppressed("share"),
            share_of("share", "submission_count", "respondent_count"),
            base_of_region("respondent_count"),
            parts_sum_to("respondent_count", "submission_count", ["survey_code", "region_code", "technology_code"]),
            basis("figure_basis"),
        ],
    )


def _status_totals() -> MartSuite:
    return answer_suite(
        mart_name="technology_status_totals",
        report_section="III",
        key=["survey_code", "status_code"],
        question_code=_QUESTION,
        claims=[
            counts("selection_count", "all_selection_count"),
            share_of("selection_share", "selection_count", "all_selection_count"),
            parts_sum_to("all_selection_count", "selection_count", ["survey_code"]),
            _is_the_sum_over_technologies("selection_count"),
            basis("figure_basis"),
        ],
    )


def _development_potential() -> MartSuite:
    return answer_suite(
        mart_name="development_potential",
        report_section="III",
        key=["survey_code", "technology_code"],
        question_code=_QUESTION,
        claims=[
            counts("respondent_count", *_STATUSES, "potential_count"),
            base_of_members("respondent_count"),
            Claim([is_within("status_count", "respondent_count")], {"status_count": " + ".join(_STATUSES)}),
            Claim(
                [
                    are_equal(
                        "expected_potential_count",
                        "potential_count",
                        "potential_count is in_development_count + under_consideration_count",
                    )
                ],
                {"expected_potential_count": "in_development_count + under_consideration_count"},
            ),
            *(_is_the_count_of_a_status(column) for column in _STATUSES),
            ranked("potential_rank", "potential_count", "respondent_count", ["survey_code"]),
            basis("figure_basis"),
        ],
    )


def _is_the_sum_over_technologies(column: str) -> Claim:
    """The total of a status is the sum that technology_adoption has of it."""
    return Claim(
        [are_equal(f"expected_{column}", column, f"{column} is the sum over the technologies")],
        {
            f"expected_{column}": """(
                select sum(adoption.submission_count) from marts.technology_adoption as adoption
                where adoption.survey_code = mart.survey_code and adoption.status_code = mart.status_code
            )"""
        },
    )


def _is_the_count_of_a_status(column: str) -> Claim:
    """The column, named after a status, is the count that technology_adoption has of it."""
    status = column.removesuffix("_count")
    return Claim(
        [are_equal(f"expected_{column}", column, f"{column} is that of technology_adoption")],
        {
            f"expected_{column}": f"""(
                select max(adoption.submission_count) from marts.technology_adoption as adoption
                where
                    adoption.survey_code = mart.survey_code
                    and adoption.technology_code = mart.technology_code
                    and adoption.status_code = '{status}'
            )"""
        },
    )
