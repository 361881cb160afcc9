"""Marts that stand for no section of the report: codes and discrepancies, and that no survey got lost."""

from collections.abc import Sequence

from expectations.suites.suite import REPORT_SECTIONS, MartSuite, is_never_null, is_one_of, is_unique


def suites(required_surveys: Sequence[str]) -> list[MartSuite]:
    """The suites that every build gets.

    required_surveys: survey codes of the current release, which must still be there.
    """
    return [_codes(), _discrepancies(), *([_surveys(required_surveys)] if required_surveys else [])]


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


def _surveys(required_surveys: Sequence[str]) -> MartSuite:
    listed = ", ".join(f"('{survey_code}')" for survey_code in required_surveys)
    return MartSuite(
        mart_name="participation_summary",
        report_section="all",
        subject="surveys of the current release",
        key=["released_survey_code"],
        query=f"""
            select released.released_survey_code, summary.survey_code
            from (values {listed}) as released (released_survey_code)
            left join marts.participation_summary as summary
                on released.released_survey_code = summary.survey_code
        """,
        expectations=[is_never_null("survey_code")],
    )
