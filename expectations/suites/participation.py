"""Section I: who answered. Structure of the marts, for every survey."""

import great_expectations.expectations as gxe

from expectations.suites.answers import Claim, answer_suite, base_of_members, basis, counts
from expectations.suites.suite import (
    MartSuite,
    are_equal,
    expect,
    is_count,
    is_never_null,
    is_one_of,
    is_share,
    is_unique,
    is_within,
)


def suites() -> list[MartSuite]:
    """The structural suites of the six participation marts."""
    return [_summary(), _by_region(), _frame_members(), _timeline(), _partner_agencies(), _case_study_offers()]


def _summary() -> MartSuite:
    return MartSuite(
        mart_name="participation_summary",
        report_section="I",
        key=["survey_code"],
        query="""
            select
                *,
                member_count / nullif(respondents_per_member, 0) as frame_member_count,
                submission_count / nullif(member_count, 0)::double as expected_rate,
                details_count / nullif(submission_count, 0)::double as expected_details_share,
                willing_count / nullif(willing_respondent_count, 0)::double as expected_willing_share,
                (origin = 'collected') = (figure_basis = 'collected') as has_basis_of_origin
            from marts.participation_summary
        """,
        expectations=[
            is_unique("survey_code"),
            *is_count("member_count"),
            *is_count("submission_count"),
            *is_count("respondents_per_member"),
            is_never_null("participation_rate"),
            is_share("participation_rate"),
            is_share("details_share"),
            is_share("willing_share"),
            are_equal("expected_rate", "participation_rate", "participation_rate is submission_count / member_count"),
            are_equal("expected_details_share", "details_share", "details_share is details_count / submission_count"),
            are_equal(
                "expected_willing_share", "willing_share", "willing_share is willing_count / willing_respondent_count"
            ),
            is_within("submission_count", "member_count"),
            is_within("details_count", "submission_count"),
            is_within("case_study_count", "submission_count"),
            is_within("willing_count", "willing_respondent_count"),
            is_within("willing_respondent_count", "submission_count"),
            is_within("contact_point_count", "submission_count"),
            *is_count("partner_agency_count"),
            is_within("opened_on", "deadline_on"),
            is_within("deadline_on", "closed_on"),
            is_within("extended_deadline_on", "closed_on"),
            is_one_of("has_basis_of_origin", [True]),
            expect(
                gxe.ExpectColumnValuesToBeBetween,
                "the WCO has from 180 to 200 Members: it had 180 in 2015 and 186 in 2024",
                severity="warning",
                column="frame_member_count",
                min_value=180,
                max_value=200,
            ),
            expect(
                gxe.ExpectColumnValuesToBeBetween,
                "from 25 to 95 % of the Members answer",
                severity="warning",
                column="participation_rate",
                min_value=0.25,
                max_value=0.95,
            ),
        ],
    )


def _by_region() -> MartSuite:
    return MartSuite(
        mart_name="participation_by_region",
        report_section="I",
        key=["survey_code", "region_code"],
        query="""
            select
                *,
                submission_count / nullif(member_count, 0)::double as expected_rate,
                count(*) over (partition by survey_code) as region_count,
                (select count(*) from marts.codes where code_list = 'regions') as expected_region_count,
                1 + (
                    select count(*)
                    from marts.participation_by_region as better
                    where better.survey_code = region.survey_code
                        and (200 * better.submission_count + better.member_count) // (2 * better.member_count)
                            > (200 * region.submission_count + region.member_count) // (2 * region.member_count)
                ) as expected_rank
            from marts.participation_by_region as region
        """,
        expectations=[
            is_unique("survey_code", "region_code"),
            are_equal("expected_region_count", "region_count", "every region of the codebook is there"),
            *is_count("submission_count"),
            *is_count("member_count"),
            is_within("submission_count", "member_count"),
            is_never_null("participation_rate"),
            is_share("participation_rate"),
            are_equal("expected_rate", "participation_rate", "participation_rate is submission_count / member_count"),
            are_equal(
                "expected_rank",
                "participation_rank",
                "participation_rank is the competition rank of the whole percents",
            ),
            is_one_of("is_suppressed", [False]),
        ],
    )


def _frame_members() -> MartSuite:
    return MartSuite(
        mart_name="frame_members",
        report_section="I",
        key=["survey_code", "member_code"],
        query="""
            select
                frame.*,
                count(*) over (partition by frame.survey_code) * summary.respondents_per_member as listed_count,
                summary.member_count,
                count(*) over (partition by frame.survey_code, frame.region_code)
                    * summary.respondents_per_member as region_listed_count,
                region.member_count as region_member_count
            from marts.frame_members as frame
            left join marts.participation_summary as summary
                on summary.survey_code = frame.survey_code
            left join marts.participation_by_region as region
                on region.survey_code = frame.survey_code and region.region_code = frame.region_code
        """,
        expectations=[
            is_unique("survey_code", "member_code"),
            is_never_null("member_name_en"),
            is_never_null("member_name_fr"),
            are_equal("member_count", "listed_count", "as many Members as member_count of participation_summary"),
            are_equal(
                "region_member_count",
                "region_listed_count",
                "as many Members of each region as member_count of participation_by_region",
            ),
        ],
    )


def _timeline() -> MartSuite:
    return MartSuite(
        mart_name="participation_timeline",
        report_section="I",
        key=["survey_code", "submitted_on"],
        query="""
            select
                *,
                sum(submission_count) over (partition by survey_code order by submitted_on)::integer as expected_sum,
                coalesce(
                    submitted_on - lag(submitted_on) over (partition by survey_code order by submitted_on), 1
                ) as days_since_previous
            from marts.participation_timeline
        """,
        expectations=[
            is_unique("survey_code", "submitted_on"),
            *is_count("submission_count"),
            are_equal(
                "expected_sum",
                "cumulative_submission_count",
                "cumulative_submission_count is the sum of the days so far",
            ),
            is_one_of("days_since_previous", [1]),
            is_never_null("cumulative_participation_rate"),
            is_share("cumulative_participation_rate"),
        ],
    )


def _partner_agencies() -> MartSuite:
    return MartSuite(
        mart_name="partner_agencies",
        report_section="I",
        key=["survey_code", "agency_type_code"],
        expectations=[
            is_unique("survey_code", "agency_type_code"),
            *is_count("submission_count"),
        ],
    )


def _case_study_offers() -> MartSuite:
    return answer_suite(
        "case_study_offers",
        "I",
        ["survey_code", "technology_code"],
        "case_study_topic",
        [
            counts("submission_count", "respondent_count"),
            Claim([is_within("submission_count", "respondent_count")]),
            base_of_members("respondent_count"),
            basis("figure_basis"),
        ],
    )
