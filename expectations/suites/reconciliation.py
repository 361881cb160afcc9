"""What the report printed against what the marts compute: one suite per report section and survey with printed values.

Which figures there have to be is read from the seeds of printed values; a section whose figures are missing from the
marts is fed no rows, and fails.
"""

import duckdb

from expectations.suites.suite import MartSuite, are_equal


def suites(warehouse: duckdb.DuckDBPyConnection) -> list[MartSuite]:
    """The reconciliation suites of the surveys in the warehouse that have printed values."""
    return [
        suite
        for printed, make_suite in (("published_figures", _figures), ("published_rankings", _rankings))
        for survey_code, report_section in warehouse.execute(
            f"""
            select distinct survey_code, report_section
            from published.{printed}
            where survey_code in (select survey_code from core.dim_surveys)
            order by all
            """
        ).fetchall()
        for suite in [make_suite(survey_code, report_section)]
    ]


def _figures(survey_code: str, report_section: str) -> MartSuite:
    return MartSuite(
        mart_name="reconciliation_figures",
        report_section=report_section,
        subject=survey_code,
        key=["figure_id"],
        # A row per printed figure, whether the mart has it or not: what is missing is null.
        query=f"""
            select
                printed.figure_id,
                printed.printed_value,
                computed.computed_value,
                computed.is_reproduced,
                coalesce(printed.printed_value = computed.computed_value, false) as is_as_printed
            from published.published_figures as printed
            left join marts.reconciliation_figures as computed using (survey_code, figure_id)
            where printed.survey_code = '{survey_code}' and printed.report_section = '{report_section}'
        """,
        expectations=[
            are_equal("printed_value", "computed_value", "every figure is as printed"),
            are_equal("is_as_printed", "is_reproduced", "is_reproduced says whether the figure is as printed"),
        ],
    )


def _rankings(survey_code: str, report_section: str) -> MartSuite:
    return MartSuite(
        mart_name="reconciliation_rankings",
        report_section=report_section,
        subject=survey_code,
        key=["ranking_id", "item_code"],
        query=f"""
            select
                printed.ranking_id,
                printed.item_code,
                computed.computed_position,
                computed.is_reproduced,
                greatest(
                    least(computed.computed_position, printed.printed_position_to), printed.printed_position_from
                ) as nearest_printed_position,
                coalesce(
                    computed.computed_position between printed.printed_position_from and printed.printed_position_to,
                    false
                ) as is_as_printed
            from published.published_rankings as printed
            left join marts.reconciliation_rankings as computed using (survey_code, ranking_id, item_code)
            where printed.survey_code = '{survey_code}' and printed.report_section = '{report_section}'
        """,
        expectations=[
            are_equal("nearest_printed_position", "computed_position", "every position is as printed"),
            are_equal("is_as_printed", "is_reproduced", "is_reproduced says whether the position is as printed"),
        ],
    )
