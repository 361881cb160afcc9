"""Section VI: which capacity-building support Members need. Structure of the marts, for every survey."""

from expectations.suites.answers import (
    answer_suite,
    base_of_members,
    base_of_region,
    basis,
    counts,
    counts_where_shown,
    ranked,
    share_of,
)
from expectations.suites.suite import MartSuite, are_equal, is_count, is_one_of, is_unique, is_within


def suites() -> list[MartSuite]:
    """The structural suites of the three marts on needs."""
    return [
        answer_suite(
            "capacity_building_needs",
            "VI",
            ["survey_code", "need_code"],
            "capacity_building_need",
            [
                counts("submission_count", "respondent_count"),
                share_of("share", "submission_count", "respondent_count"),
                base_of_members("respondent_count"),
                ranked("share_rank", "submission_count", "respondent_count", ["survey_code"]),
                basis("figure_basis"),
            ],
        ),
        answer_suite(
            "capacity_building_needs_by_region",
            "VI",
            ["survey_code", "need_code", "region_code"],
            "capacity_building_need",
            [
                counts_where_shown("submission_count", "respondent_count"),
                share_of("share", "submission_count", "respondent_count"),
                base_of_region("respondent_count"),
                ranked("share_rank", "submission_count", "respondent_count", ["survey_code", "region_code"]),
                basis("figure_basis"),
            ],
        ),
        _other(),
    ]


def _other() -> MartSuite:
    return MartSuite(
        mart_name="capacity_building_needs_other",
        report_section="VI",
        key=["survey_code", "expected_need_code"],
        # A row per survey that asked and code that a text may have, whether the mart has it or not.
        query="""
            with codes as (
                select need_code as code from codebook.needs
                union all
                select code from codebook.warehouse_codes where code_list = 'need_codings'
            ),
            expected as (
                select
                    summary.survey_code,
                    codes.code as expected_need_code,
                    summary.submission_count as all_submission_count,
                    summary.origin
                from marts.participation_summary as summary
                semi join codebook.survey_items as asked
                    on asked.survey_code = summary.survey_code
                    and asked.question_code = 'capacity_building_need_other'
                cross join codes
            )
            select
                coalesce(mart.survey_code, expected.survey_code) as survey_code,
                mart.* exclude (survey_code),
                expected.expected_need_code,
                expected.all_submission_count,
                sum(mart.submission_count) over (partition by mart.survey_code)::integer as text_count,
                coalesce((expected.origin = 'collected') = (mart.figure_basis = 'collected'), false)
                    as has_basis_of_origin
            from expected
            full join marts.capacity_building_needs_other as mart
                on mart.survey_code = expected.survey_code and mart.need_code = expected.expected_need_code
        """,
        expectations=[
            is_unique("survey_code", "need_code"),
            are_equal("expected_need_code", "need_code", "every need and `uncoded` are there, and nothing else"),
            *is_count("submission_count"),
            is_within("text_count", "all_submission_count"),
            is_one_of("has_basis_of_origin", [True]),
            is_one_of("figure_basis", ["collected", "published", "illustrative"]),
        ],
    )
