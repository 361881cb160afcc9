"""Marts that stand for no section of the report: codes and discrepancies, and that no survey got lost."""

from collections.abc import Sequence
from dataclasses import dataclass

import great_expectations.expectations as gxe

from expectations.suites.suite import (
    REPORT_SECTIONS,
    MartSuite,
    are_equal,
    expect,
    is_never_null,
    is_one_of,
    is_unique,
)


@dataclass(frozen=True)
class ReleasedSurvey:
    """A survey of the current release; origin and submission_count are None where the release could not be read."""

    survey_code: str
    origin: str | None = None
    submission_count: int | None = None


def suites(released_surveys: Sequence[ReleasedSurvey]) -> list[MartSuite]:
    """The suites that every build gets.

    released_surveys: surveys that must still be there, of the same origin and with no fewer submissions.
    """
    return [_codes(), _discrepancies(), *([_surveys(released_surveys)] if released_surveys else [])]


def _codes() -> MartSuite:
    return MartSuite(
        mart_name="codes",
        report_section="all",
        key=["code_list", "code"],
        expectations=[is_unique("code_list", "code"), *map(is_never_null, ("code", "name_en", "name_fr", "position"))],
    )


def _discrepancies() -> MartSuite:
    return MartSuite(
        mart_name="report_discrepancies",
        report_section="all",
        key=["discrepancy_id"],
        expectations=[
            is_unique("discrepancy_id"),
            is_one_of("report_section", REPORT_SECTIONS),
            is_never_null("description_en"),
            is_never_null("description_fr"),
        ],
    )


def _surveys(released_surveys: Sequence[ReleasedSurvey]) -> MartSuite:
    listed = ", ".join(
        f"('{survey.survey_code}', {_literal(survey.origin)}, {_literal(survey.submission_count)})"
        for survey in released_surveys
    )
    return MartSuite(
        mart_name="participation_summary",
        report_section="all",
        subject="surveys of the current release",
        key=["released_survey_code"],
        query=f"""
            select
                released.released_survey_code,
                summary.survey_code,
                -- One that is lost is told once, and not as one of another origin too.
                case
                    when summary.survey_code is not null then coalesce(released.origin::varchar, summary.origin)
                end as released_origin,
                summary.origin,
                released.submission_count::integer as released_submission_count,
                summary.submission_count
            from (values {listed}) as released (released_survey_code, origin, submission_count)
            left join marts.participation_summary as summary
                on released.released_survey_code = summary.survey_code
        """,
        expectations=[
            is_never_null("survey_code"),
            are_equal("released_origin", "origin", "the survey is synthetic or collected as in the current release"),
            expect(
                gxe.ExpectColumnPairValuesAToBeGreaterThanB,
                "the survey has at least the submissions of the current release",
                column_A="submission_count",
                column_B="released_submission_count",
                or_equal=True,
                ignore_row_if="either_value_is_missing",
            ),
        ],
    )


def _literal(value: str | int | None) -> str:
    return "null" if value is None else f"'{value}'"
