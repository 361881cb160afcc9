"""Comparison with the current release: no survey got lost, became less or changed its origin."""

from collections.abc import Sequence
from dataclasses import dataclass

import great_expectations.expectations as gxe

from expectations.suites.suite import MartSuite, are_equal, expect, is_never_null


@dataclass(frozen=True)
class ReleasedSurvey:
    """A survey of the current release; origin and submission_count are None where the release could not be read."""

    survey_code: str
    origin: str | None = None
    submission_count: int | None = None


def suites(released_surveys: Sequence[ReleasedSurvey]) -> list[MartSuite]:
    """The suite of the surveys that must still be there, of the same origin and with no fewer submissions.

    None where nothing was released.
    """
    return [_surveys(released_surveys)] if released_surveys else []


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
                    when summary.survey_code is not null then coalesce(released.origin::varchar, summary.origin_code)
                end as released_origin_code,
                summary.origin_code,
                released.submission_count::integer as released_submission_count,
                summary.submission_count
            from (values {listed}) as released (released_survey_code, origin, submission_count)
            left join marts.participation_summary as summary
                on released.released_survey_code = summary.survey_code
        """,
        expectations=[
            is_never_null("survey_code"),
            are_equal(
                "released_origin_code", "origin_code", "the survey is synthetic or collected as in the current release"
            ),
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
