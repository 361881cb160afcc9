"""Every data test and every expectation is shown to fail: what cannot fail checks nothing.

Each corruption is done to the finished warehouse, behind the models' back: the check is tested, not the models.
"""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

from expectations.audit import Result
from pipeline.project import Project
from tests.support.building import run_audit, run_data_tests

AtFault = Callable[[str, str], list[tuple[Any, ...]]]

REGIONAL_MARTS = (
    "participation_by_region",
    "it_strategy_by_region",
    "maturity_by_region",
    "technology_adoption_by_region",
    "impact_difficulty_by_region",
    "performance_contribution_by_region",
    "capacity_building_needs_by_region",
    "indicators",
    "reweighted_indicators",
)

# name: SQL on a built warehouse; what is out of range is worked out from the columns of its marts.
MART_CORRUPTIONS = {
    "a collected region of one mind": [
        "update marts.surveys set origin_code = 'collected', disclosure_threshold = -1",
        "update marts.indicators set value = 1 where region_code <> 'ALL' and unit_code = 'share'",
    ],
    "suppressed, and shown": [f"update marts.{mart} set is_suppressed = true" for mart in REGIONAL_MARTS],
    "not said whether suppressed": [f"update marts.{mart} set is_suppressed = null" for mart in REGIONAL_MARTS],
    "figures lost": [
        "create or replace table marts.reconciliation_figures as from marts.reconciliation_figures limit 1",
        "create or replace table marts.reconciliation_rankings as from marts.reconciliation_rankings limit 1",
    ],
    "figures off": [
        "update marts.reconciliation_figures set computed_value = '115'",
        "update marts.reconciliation_rankings set computed_position = 50",
    ],
    "figures off, and said to be reproduced": [
        "update marts.reconciliation_figures set is_reproduced = not is_reproduced",
        "update marts.reconciliation_rankings set is_reproduced = not is_reproduced",
    ],
    "a survey lost": ["delete from marts.participation_summary"],
    "a survey of another origin, with fewer submissions": [
        "update marts.participation_summary set origin_code = 'collected', submission_count = submission_count - 1",
    ],
}
# End of a column's name, as a regular expression: values that are out of its range.
OUT_OF_RANGE = {
    "too low": {
        "_count": "-1",
        "share": "-0.01",
        "_rate": "-0.01",
        "_percent": "-1",
        "_mean": "0.9",
        "^(reweighted_|previous_)?value": "-0.01",
        "^value_change": "-4.01",
        "_error": "-0.01",
        "(share|^value)_(lowest_possible|highest_possible|low|high)": "-0.01",
        "_mean_(lowest_possible|highest_possible|low|high)": "0.9",
    },
    "too high": {
        "share": "1.01",
        "_rate": "1.01",
        "_percent": "101",
        "_mean": "5.1",
        "^(reweighted_|previous_)?value": "5.1",
        "^value_change": "4.1",
        "_error": "2.1",
        "share_(lowest_possible|highest_possible|low|high)": "1.01",
        "(_mean|^value)_(lowest_possible|highest_possible|low|high)": "5.1",
    },
    "NaN": {
        "share": "'nan'",
        "_rate": "'nan'",
        "_mean": "'nan'",
        "^(reweighted_)?value": "'nan'",
        "_error": "'nan'",
        "(share|_mean|^value)_(lowest_possible|highest_possible|low|high)": "'nan'",
    },
    "outside of its range": {"share": "1", "_mean": "5", "^value": "5", "_rank": "1000"},
}

# What the audit warns of where figures of a region are each one's answer.
UNANIMOUS = "no figure of a region of a collected survey is the same answer of everybody who answered"


@pytest.fixture(scope="module")
def warehouse(released_project: Path) -> Path:
    return released_project / "target" / "warehouse.duckdb"


@pytest.fixture(scope="module")
def corrupted_audits(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Result]]:
    """The audit's results on a warehouse per corruption."""
    audits = {}
    out_of_range = {name: _set_by_ending(warehouse, values) for name, values in OUT_OF_RANGE.items()}
    for name, statements in {**MART_CORRUPTIONS, **out_of_range}.items():
        copy = _corrupted(warehouse, tmp_path_factory.mktemp("corrupted"), statements)
        audits[name] = run_audit(copy, required_surveys=["SCS2024"], released_file=warehouse)
    return audits


@pytest.mark.quick
def test_the_audit_of_a_good_warehouse_passes(warehouse: Path) -> None:
    results = run_audit(warehouse, required_surveys=["SCS2024"], released_file=warehouse)
    assert [result for result in results if not result.is_passed] == []


def test_every_expectation_can_fail(warehouse: Path, corrupted_audits: dict[str, list[Result]]) -> None:
    every = {_name(result) for result in run_audit(warehouse, required_surveys=["SCS2024"])}
    failed = {_name(result) for audit in corrupted_audits.values() for result in audit if not result.is_passed}
    assert sorted(every - failed) == []


@pytest.mark.parametrize(
    ("corruption", "mart_name", "expected"),
    [
        ("NaN", "participation_by_region", "participation_rate is a fraction from 0 to 1"),
        ("NaN", "impact_difficulty", "impact_mean is from 1 to 5"),
        ("too low", "it_strategy", "yes_count is 0 or more"),
        ("too high", "it_strategy", "yes_share is a fraction from 0 to 1"),
        ("too low", "impact_difficulty_by_region", "difficulty_mean is from 1 to 5"),
        ("too low", "participation_summary", "the survey has at least the submissions of the current release"),
        ("figures lost", "reconciliation_figures", "every figure is as printed"),
        ("figures lost", "reconciliation_rankings", "every position is as printed"),
        ("NaN", "indicators", "value_high is from 0 to 5"),
        ("outside of its range", "it_strategy", "yes_share lies in its range, and that within what is possible"),
        (
            "outside of its range",
            "impact_difficulty",
            "impact_rank lies in its range, and that within what is possible",
        ),
        ("outside of its range", "indicators", "value_rank lies in its range, and that within what is possible"),
        *(("suppressed, and shown", mart, "a suppressed row shows no number") for mart in REGIONAL_MARTS),
        *(("not said whether suppressed", mart, "a suppressed row shows no number") for mart in REGIONAL_MARTS),
        ("a survey lost", "participation_summary", "survey_code is never empty"),
        (
            "a survey of another origin, with fewer submissions",
            "participation_summary",
            "the survey is synthetic or collected as in the current release",
        ),
    ],
)
def test_a_corruption_is_caught_by_the_expectation_for_it(
    corrupted_audits: dict[str, list[Result]], corruption: str, mart_name: str, expected: str
) -> None:
    caught = {(result.mart_name, result.expected) for result in corrupted_audits[corruption] if not result.is_passed}
    assert (mart_name, expected) in caught


def test_a_release_of_before_the_column_was_renamed_is_compared_too(warehouse: Path, tmp_path: Path) -> None:
    earlier = tmp_path / "earlier.duckdb"
    with duckdb.connect(str(earlier)) as connection:
        connection.execute(f"attach '{warehouse}' as built (read_only)")
        connection.execute("create schema marts")
        connection.execute(
            "create table marts.participation_summary as"
            " select survey_code, 'collected' as origin, submission_count from built.marts.participation_summary"
        )
    results = run_audit(warehouse, required_surveys=["SCS2024"], released_file=earlier)
    assert [result.expected for result in results if not result.is_passed] == [
        "the survey is synthetic or collected as in the current release"
    ]


def test_every_number_of_every_mart_has_a_range(warehouse: Path) -> None:
    """But ranks and numbers that name a row, which data tests hold."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        numbers = connection.execute(
            "select table_name, column_name from duckdb_columns() where schema_name = 'marts'"
            " and data_type in ('INTEGER', 'BIGINT', 'DOUBLE') and table_name not like 'reconciliation%'"
            " and not column_name similar to '.*_rank|.*rank_(from|to|best_possible|worst_possible)|.*_level|position'"
        ).fetchall()
    ranged = {
        (result.mart_name, result.column_name)
        for result in run_audit(warehouse)
        if result.expectation_type == "expect_column_values_to_be_between" and result.severity == "critical"
    }
    assert ranged == set(numbers)
    assert len(numbers) > 50


def test_what_is_fed_no_rows_fails(corrupted_audits: dict[str, list[Result]]) -> None:
    on_nothing = [
        result
        for result in corrupted_audits["a survey lost"]
        if result.suite_name == "I participation_summary" and not result.is_passed
    ]
    assert len(on_nothing) > 10
    assert {result.found for result in on_nothing} == {"no rows to look at"}


def test_what_cannot_be_evaluated_fails(warehouse: Path, tmp_path: Path) -> None:
    copy = _corrupted(
        warehouse,
        tmp_path,
        [
            "create or replace table marts.partner_agencies as select * replace ('many' as submission_count)"
            " from marts.partner_agencies"
        ],
    )
    failed = [result for result in run_audit(copy) if not result.is_passed]
    assert any(result.found.startswith("could not be evaluated") for result in failed), failed


def test_a_submission_less_than_in_the_current_release_is_told(warehouse: Path, tmp_path: Path) -> None:
    fewer = ["update marts.participation_summary set submission_count = submission_count - 1"]
    copy = _corrupted(warehouse, tmp_path, fewer)
    expected = "the survey has at least the submissions of the current release"
    (result,) = [
        result
        for result in run_audit(copy, required_surveys=["SCS2024"], released_file=warehouse)
        if result.expected == expected
    ]
    assert not result.is_passed
    assert result.severity == "critical"
    # One more is how a round grows.
    (grown,) = [
        result
        for result in run_audit(warehouse, required_surveys=["SCS2024"], released_file=copy)
        if result.expected == expected
    ]
    assert grown.is_passed


def test_a_release_that_cannot_be_read_is_not_compared_with(warehouse: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "r0001.duckdb"
    damaged.write_bytes(b"no database")
    results = run_audit(warehouse, required_surveys=["SCS2024"], released_file=damaged)
    assert [result for result in results if not result.is_passed] == []


def test_only_what_is_unlikely_and_not_wrong_is_a_warning(warehouse: Path) -> None:
    every = run_audit(warehouse)
    assert {result.expected for result in every if result.severity == "warning"} == {
        "the WCO has from 180 to 200 Members: it had 180 in 2015 and 186 in 2024",
        "from 25 to 95 % of the Members answer",
        UNANIMOUS,
    }


@pytest.mark.parametrize(
    ("change", "count"),
    [
        ("value = 1 where item_code = 'iot' and answer_code = 'not_planned'", 6),
        ("value = 0 where indicator_code = 'it_strategy'", 6),
        ("value = 5 where indicator_code = 'expected_impact' and item_code = 'iot' and region_code = 'AP'", 1),
        ("value = 1 where region_code = 'ALL'", 0),
        ("value_standard_error = 0 where indicator_code = 'expected_impact' and item_code = 'iot'", 6),
        ("value_standard_error = 0, member_response_rate = 1 where indicator_code = 'expected_impact'", 0),
    ],
)
def test_answers_of_a_region_that_are_all_alike_are_counted(
    warehouse: Path, tmp_path: Path, change: str, count: int
) -> None:
    copy = _corrupted(
        warehouse,
        tmp_path,
        [
            "update marts.surveys set origin_code = 'collected'",
            # The shipped round has such figures of its own.
            "update marts.indicators set value = 0.5 where region_code <> 'ALL' and unit_code = 'share'",
            "update marts.indicators set value = 2.5, value_standard_error = 0.1, member_response_rate = 0.5"
            " where region_code <> 'ALL' and unit_code = 'mean'",
            f"update marts.indicators set {change}",
        ],
    )
    (result,) = [result for result in run_audit(copy) if result.expected == UNANIMOUS]
    assert result.is_passed == (count == 0)
    assert result.found == "as expected" if count == 0 else str(count) in result.found


def test_a_synthetic_survey_may_have_answers_that_are_all_alike(warehouse: Path) -> None:
    (result,) = [result for result in run_audit(warehouse) if result.expected == UNANIMOUS]
    assert result.is_passed


def test_a_wrong_figure_is_told_with_what_was_expected_and_found(corrupted_audits: dict[str, list[Result]]) -> None:
    (result,) = [
        result
        for result in corrupted_audits["figures off"]
        if result.report_section == "I" and result.expected == "every figure is as printed"
    ]
    assert {"row": "I.submission_count", "expected": "116", "found": "115"} in result.details
    assert "I.submission_count: 115" in result.found
    assert result.unexpected_row_count == 33


def test_a_position_that_is_missing_is_told_as_nothing(warehouse: Path, tmp_path: Path) -> None:
    copy = _corrupted(warehouse, tmp_path, ["update marts.reconciliation_rankings set computed_position = null"])
    (result,) = [
        result
        for result in run_audit(copy)
        if result.report_section == "I" and result.expected == "every position is as printed"
    ]
    assert {"row": "participation_by_region ESA", "expected": "1", "found": "nothing"} in result.details


SUPPRESS = """update disclosure.shown_answer_counts
    set is_suppressed = true, submission_count = null, respondent_count = null, value_sum = null"""

# What garbage rows alone do not break.
DATA_CORRUPTIONS = [
    f"{SUPPRESS} where region_code = 'AP' and question_code = 'maturity_level'",
    "update core.fct_submissions set submission_state = 'superseded' where submission_id = 'S0001'",
    "update core.fct_submissions set member_code = 'BEL' where submission_id in ('S0002', 'S0003')",
    "update marts.participation_by_region set member_count = 25 where region_code = 'ESA'",
    "update codebook.surveys set deadline_on = '2024-04-16'",
    "update codebook.needs set need_code = 'uncoded' where position = 1",
    "update core.dim_surveys set disclosure_threshold = 5, suppresses_unanimous = true",
    "update disclosure.shown_answer_counts set respondent_count = 4"
    " where region_code = '' and question_code = 'it_strategy'",
    # Garbage has neither part nor base, as a figure that is suppressed.
    "update marts.flagship_selection set citation_count = citation_respondent_count + 1",
    "update marts.case_study_offers set submission_count = respondent_count + 1",
    "update marts.development_potential set adopted_count = respondent_count + 1",
    "update marts.performance_contribution set submission_count = respondent_count + 1",
    "update codebook.answer_options set answer_value = null where answer_scale_code = 'maturity_level'",
    "update codebook.questions set answer_scale_code = null where question_type = 'yes_no'",
    "update published.published_figures set key_code = null where mart_name = 'participation_by_region'",
    "update published.published_figures set note_en = null, note_fr = null where is_inferred",
    "update published.published_figures set second_key_code = null where mart_name = 'technology_adoption'",
    "delete from codebook.flagship_rules where technology_code = 'iot'",
    "update marts.flagship_selection set is_selected = false where technology_code = 'big_data'",
    "update codebook.answer_options set is_potential = false where answer_code = 'under_consideration'",
    "update marts.reweighted_indicators set covered_member_count = 187",
    "update marts.reweighted_indicators set is_suppressed = true, reweighted_value = 5"
    " where indicator_code = 'maturity'",
    "update marts.flagship_robustness set selected_variant_count = variant_count + 1",
    "update codebook.flagship_rule_variants set kept_count = 2, is_folded = null",
    "delete from marts.codes where code_list = 'figure_bases' and code = 'illustrative'",
    "update marts.participation_by_region set is_suppressed = true where region_code = 'AP'",
    "delete from marts.report_discrepancies where discrepancy_id in (select min(discrepancy_id) from"
    " marts.report_discrepancies)",
    "delete from marts.capacity_building_needs_other where need_code = 'uncoded'",
    "update marts.impact_difficulty set impact_respondent_count = 200",
    "update marts.it_strategy set yes_count_basis = 'guessed'",
    "update marts.participation_summary set case_study_count = 200, contact_point_count = 200,"
    " willing_respondent_count = 200",
    "update marts.flagship_selection set group_rank = 3, is_selected = true where technology_code = 'biometrics'",
]


@dataclass(frozen=True)
class Tested:
    """Names of the data tests that ran and of those that failed, and the SQL of each."""

    every: set[str]
    failed: set[str]
    sql: dict[str, str]


@pytest.fixture(scope="module")
def tested(module_project: Project) -> Tested:
    """All data tests on a warehouse in which every table holds rows of garbage, and sums are off."""
    warehouse = module_project.target / "warehouse.duckdb"
    with duckdb.connect(str(warehouse)) as connection:
        tables = connection.execute(
            "select schema_name, table_name from duckdb_tables()"
            " where schema_name in ('raw', 'codebook', 'published', 'core', 'disclosure', 'marts')"
        ).fetchall()
        for statement in DATA_CORRUPTIONS:
            connection.execute(statement)
        for schema, table in tables:
            _add_garbage(connection, schema, table)
    tests = run_data_tests(module_project, warehouse)
    assert [test.error for test in tests if test.error] == []
    return Tested(
        every={test.name for test in tests},
        failed={test.name for test in tests if test.failure_count},
        sql={test.name: test.sql for test in tests},
    )


def test_every_data_test_can_fail(tested: Tested) -> None:
    # Those on raw data fail on one bad row each, in test_bad_input.
    every = {name for name in tested.every if not name.startswith("raw_")}
    assert len(every) > 50
    assert sorted(every - tested.failed) == []


# One small corruption for each thing that a test between models looks at, and what the row that it selects says.
SMALL_CORRUPTIONS = [
    (
        "no_count_exceeds_its_base",
        "update core.answer_counts set submission_count = respondent_count + 1 where answer_code = 'yes'",
        "from 0 to the respondents",
    ),
    (
        "no_count_exceeds_its_base",
        "update core.answer_counts set submission_count = -1 where item_code = 'cloud'",
        "from 0 to the respondents",
    ),
    (
        "no_count_exceeds_its_base",
        "update core.answer_counts set respondent_count = 99 where question_code = 'willing_to_share'",
        "at most the submissions of the region",
    ),
    (
        "no_count_exceeds_its_base",
        "update core.participation_counts set details_count = submission_count + 1 where region_code = 'AP'",
        "details_count",
    ),
    (
        "no_count_exceeds_its_base",
        "update marts.participation_by_region set submission_count = member_count + 1 where region_code = 'AP'",
        "at most the Members of the region",
    ),
    (
        "suppressed_numbers_are_null_and_shown_numbers_are_not",
        "update disclosure.shown_answer_counts set is_suppressed = true where region_code = 'AP'",
        "is_suppressed, and a number",
    ),
    (
        "suppressed_numbers_are_null_and_shown_numbers_are_not",
        "update disclosure.shown_answer_counts set is_suppressed = true, submission_count = null, value_sum = null",
        "is_suppressed, and a number",
    ),
    (
        "suppressed_numbers_are_null_and_shown_numbers_are_not",
        "update disclosure.shown_answer_counts set respondent_count = null where region_code = 'AP'",
        "not is_suppressed, and a null",
    ),
    (
        "no_figure_of_all_regions_rests_on_few",
        """update core.dim_surveys set disclosure_threshold = 5;
        update disclosure.shown_answer_counts set respondent_count = 4
        where region_code = '' and question_code = 'it_strategy'""",
        "4 respondents",
    ),
    (
        "no_region_shows_what_it_answered_alike",
        "update core.dim_surveys set suppresses_unanimous = true",
        "ESA, it_strategy, , yes, 19 of 19",
    ),
    (
        "no_region_shows_what_it_answered_alike",
        """update core.dim_surveys set suppresses_unanimous = true;
        update disclosure.shown_answer_counts set submission_count = 0
        where region_code = 'EUR' and question_code = 'capacity_building_need' and item_code = 'technical_skills'""",
        "EUR, capacity_building_need, technical_skills, yes, 0 of ",
    ),
    (
        "no_region_shows_what_it_answered_alike",
        """update core.dim_surveys set suppresses_unanimous = true;
        update disclosure.shown_answer_counts set submission_count = respondent_count
        where region_code = 'AP' and question_code = 'expected_impact' and item_code = 'cloud' and answer_code = '5'""",
        "AP, expected_impact, cloud, 5, ",
    ),
    (
        "what_is_suppressed_cannot_be_subtracted",
        f"{SUPPRESS} where region_code = 'AP' and question_code = 'maturity_level'",
        "maturity_level, , 1, 1 region suppressed",
    ),
    (
        "what_is_suppressed_cannot_be_subtracted",
        f"""{SUPPRESS} where region_code in ('AP', 'EUR') and question_code = 'technology_status';
        update disclosure.shown_answer_counts set submission_count = 0
        where item_code = 'cloud' and region_code not in ('', 'WCA');
        update disclosure.shown_answer_counts
        set submission_count = (
            select max(national.submission_count) from disclosure.shown_answer_counts as national
            where national.region_code = '' and national.question_code = 'technology_status'
            and national.item_code = 'cloud' and national.answer_code = 'adopted'
        )
        where region_code = 'WCA' and question_code = 'technology_status' and item_code = 'cloud'
        and answer_code = 'adopted'""",
        "technology_status, cloud, adopted, 0 left of 17",
    ),
    (
        "regions_sum_to_the_participation_summary",
        "update marts.participation_by_region set submission_count = 18 where region_code = 'ESA'",
        "116 in participation_summary",
    ),
    (
        "regions_sum_to_the_participation_summary",
        "update marts.participation_by_region set member_count = 25 where region_code = 'ESA'",
        "186 in participation_summary",
    ),
    (
        "regions_sum_to_the_participation_summary",
        "delete from core.fct_submissions where submission_id = 'S0001'",
        "115 counted submissions of Members",
    ),
    (
        "survey_dates_are_in_order",
        "update codebook.surveys set opened_on = '2024-05-07'",
        "not before opened_on",
    ),
    (
        "survey_dates_are_in_order",
        "update codebook.surveys set extended_deadline_on = '2024-05-05'",
        "not before deadline_on",
    ),
    (
        "survey_dates_are_in_order",
        "update codebook.surveys set closed_on = '2024-05-14'",
        "not before extended_deadline_on",
    ),
    (
        "survey_dates_are_in_order",
        "update codebook.surveys set closed_on = '2024-05-05', extended_deadline_on = null",
        "not before deadline_on",
    ),
    (
        "a_member_counts_at_most_once",
        "update core.fct_submissions set member_code = 'BEL' where submission_id in ('S0001', 'S0002')",
        "BEL",
    ),
    (
        "every_submission_is_in_exactly_one_state",
        "update core.fct_submissions set submission_state = 'unknown' where submission_id = 'S0007'",
        "S0007",
    ),
    (
        "every_submission_is_in_exactly_one_state",
        "insert into core.fct_submissions from core.fct_submissions where submission_id = 'S0007'",
        "S0007",
    ),
    (
        "every_survey_and_region_is_in_participation_by_region",
        "delete from marts.participation_by_region where region_code = 'MENA'",
        "MENA",
    ),
    (
        "participation_by_region_members_sum_to_membership",
        "update marts.participation_by_region set member_count = 17 where region_code = 'MENA'",
        "185, 186",
    ),
    (
        "frame_members_are_the_members_of_each_region",
        "update marts.frame_members set region_code = 'AP' where member_code = 'FRA'",
        "EUR, frame_members, 51, 52 in participation_by_region",
    ),
    (
        "frame_members_are_the_members_of_each_region",
        "delete from marts.frame_members where region_code = 'MENA'",
        "MENA, frame_members, 0, 18 in participation_by_region",
    ),
    (
        "partner_agencies_sum_to_the_summary",
        "update marts.participation_summary set partner_agency_count = 7",
        "6 in partner_agencies",
    ),
    (
        "partner_agencies_sum_to_the_summary",
        "delete from core.fct_submissions where submission_id = 'P0001'",
        "5 counted submissions",
    ),
    (
        "the_timeline_ends_at_all_submissions",
        "update marts.participation_timeline set cumulative_submission_count = 115"
        " where cumulative_submission_count = 116",
        "115, 116",
    ),
    (
        "the_timeline_ends_at_all_submissions",
        "update marts.participation_timeline set submission_count = submission_count + 1"
        " where submitted_on = '2024-05-02'",
        "116, 116",
    ),
    (
        "answer_counts_are_complete_over_survey_items",
        "delete from disclosure.shown_answer_counts where region_code = 'AP' and question_code = 'it_strategy'",
        "SCS2024",
    ),
    (
        "answers_of_one_item_sum_to_its_base",
        "update core.answer_counts set submission_count = submission_count + 1"
        " where region_code = 'AP' and question_code = 'willing_to_share' and answer_code = 'no'",
        "willing_to_share",
    ),
    (
        "published_keys_are_codes",
        "update published.published_figures set key_code = 'XX' where key_code = 'AP'",
        "published_figures I.ap.",
    ),
    (
        "published_keys_are_codes",
        "update published.published_figures set second_key_code_list = 'regions', second_key_code = 'XX'"
        " where key_code = 'EUR'",
        "published_figures I.eur.",
    ),
    (
        "published_keys_are_codes",
        "update published.published_rankings set item_code = 'XX' where item_code = 'AP'",
        "published_rankings participation_by_region",
    ),
    (
        "published_keys_are_codes",
        "update published.published_rankings set ranking_id = 'XX' where ranking_id = 'needs_by_share'",
        "XX",
    ),
    (
        "codes_that_the_warehouse_assigns_are_in_the_codebook",
        "delete from marts.codes where code_list = 'figure_bases' and code = 'illustrative'",
        "figure_bases, illustrative",
    ),
    (
        "flagship_groups_hold_their_namesake",
        "update codebook.flagship_rules set flagship_group_code = 'cloud' where technology_code in ('drones', 'iot')"
        "; update codebook.flagship_rules set flagship_group_code = 'drones' where technology_code = 'cloud'",
        "drones, cloud, a technology that is in the group of its own name",
    ),
    (
        "needs_leave_the_warehouse_its_codes",
        "update codebook.needs set need_code = 'uncoded' where position = 1",
        "uncoded, uncoded, another code",
    ),
    (
        "scale_values_are_the_codes",
        "update codebook.answer_options set answer_value = 4 where answer_code = '5'",
        "5, as the code says",
    ),
    (
        "statuses_count_as_details_and_potential_as_defined",
        "update codebook.answer_options set is_potential = false where answer_code = 'under_consideration'",
        "under_consideration, is_potential",
    ),
    (
        "statuses_count_as_details_and_potential_as_defined",
        "update codebook.answer_options set is_detail = true where answer_code = 'not_planned'",
        "not_planned, is_detail",
    ),
    (
        "statuses_count_as_details_and_potential_as_defined",
        "update codebook.answer_options set is_detail = true where answer_scale_code = 'choice'",
        "choice, yes, is_detail",
    ),
    (
        "questions_are_of_the_type_of_their_scale_and_items",
        "update codebook.questions set question_type = 'grid' where question_code = 'capacity_building_need'",
        "multiple, as its scale",
    ),
    (
        "questions_are_of_the_type_of_their_scale_and_items",
        "update codebook.questions set question_type = 'multiple' where question_code = 'expected_impact'",
        "grid, as its scale",
    ),
    (
        "questions_are_of_the_type_of_their_scale_and_items",
        "update codebook.questions set answer_scale_code = 'maturity_level' where question_code = 'it_strategy'",
        "scale, as its scale",
    ),
    (
        "no_other_item_takes_a_printed_place",
        "update marts.flagship_selection set group_rank = 3, is_selected = true where technology_code = 'biometrics'",
        "selected_technologies, biometrics",
    ),
    (
        "no_other_item_takes_a_printed_place",
        "update marts.flagship_selection set citation_rank = 3 where technology_code = 'cloud'",
        "technologies_by_citation, cloud",
    ),
    (
        "survey_items_are_in_the_codebook",
        "update codebook.survey_items set item_code = 'cloud' where question_code = 'it_strategy'",
        "it_strategy cloud",
    ),
    (
        "it_strategy_is_complete_over_survey_items",
        "delete from marts.it_strategy",
        "0, 1",
    ),
    (
        "maturity_by_region_is_complete_over_survey_items",
        "delete from marts.maturity_by_region where region_code = 'AP' and maturity_level = 4",
        "AP, , 4, 0, 1",
    ),
    (
        "technology_adoption_is_complete_over_survey_items",
        "delete from core.dim_survey_items where question_code = 'technology_status' and item_code = 'iot'",
        "iot, adopted, 1, 0",
    ),
    (
        "maturity_levels_sum_to_all_respondents",
        "update marts.maturity_distribution set submission_count = submission_count + 1 where maturity_level = 1",
        "117, 116",
    ),
    (
        "maturity_levels_sum_to_all_respondents",
        "update marts.maturity_distribution set respondent_count = 115 where maturity_level = 1",
        "116, 116",
    ),
    (
        "statuses_of_a_technology_in_a_region_sum_to_its_respondents",
        "update marts.technology_adoption_by_region set submission_count = null"
        " where region_code = 'AP' and technology_code = 'cloud'",
        "AP, cloud, respondent_count, None",
    ),
    (
        "maturity_by_region_sums_to_maturity_distribution",
        "update marts.maturity_by_region set respondent_count = respondent_count - 1"
        " where region_code = 'AP' and maturity_level = 4",
        "4, respondent_count, 115, 116 in all regions together",
    ),
    (
        "maturity_by_region_sums_to_maturity_distribution",
        "update marts.maturity_by_region set respondent_count = 117, is_suppressed = region_code = 'AP'"
        " where maturity_level = 4",
        "4, respondent_count, 702, 116 in all regions together",
    ),
    (
        "technology_adoption_by_region_sums_to_technology_adoption",
        "update marts.technology_adoption set submission_count = 24"
        " where technology_code = 'big_data' and status_code = 'adopted'",
        "big_data, adopted, submission_count, 23, 24 in all regions together",
    ),
    (
        "potential_is_the_sum_of_its_two_statuses",
        "update marts.development_potential set potential_count = potential_count + adopted_count",
        "potential_count",
    ),
    (
        "statuses_sum_to_all_selections",
        "update marts.technology_status_totals set all_selection_count = all_selection_count + 1",
        "all_selection_count",
    ),
    (
        "flagship_rules_cover_every_technology_or_none",
        "delete from codebook.flagship_rules where technology_code = 'iot'",
        "SCS2024, iot, no rule",
    ),
    (
        "technologies_of_a_flagship_group_go_together",
        "update marts.flagship_selection set is_selected = false where technology_code = 'big_data'",
        "SCS2024, ai_ml, 2",
    ),
    (
        "technologies_of_a_flagship_group_go_together",
        "update marts.flagship_selection set group_rank = null where technology_code = 'big_data'",
        "SCS2024, ai_ml, 2",
    ),
    (
        "the_first_flagship_groups_are_selected",
        "update marts.flagship_selection set group_rank = 3 where technology_code = 'blockchain'",
        "rank 3, rank 2",
    ),
    (
        "the_first_flagship_groups_are_selected",
        "update marts.flagship_selection set is_selected = true where group_rank = 4",
        "selected, selected where the rank is at most 3",
    ),
    (
        "the_first_flagship_groups_are_selected",
        "update marts.flagship_selection set is_selected = true, group_rank = null where technology_code = 'vr_ar'",
        "selected, selected where the rank is at most 3",
    ),
    (
        "the_first_flagship_groups_are_selected",
        "update marts.flagship_selection set overlaps_other_work = true where technology_code = 'cloud'",
        "a rank, no rank for a group that overlaps",
    ),
    (
        "reweighted_indicators_show_what_indicators_show",
        "update marts.reweighted_indicators set value = value + 0.125 where indicator_code = 'it_strategy'",
        "it_strategy, , yes, 1.0474",
    ),
    (
        "reweighted_indicators_show_what_indicators_show",
        "update marts.reweighted_indicators set respondent_count = 115 where indicator_code = 'maturity'",
        "of 115, reweighted",
    ),
    (
        "reweighted_indicators_show_what_indicators_show",
        "update marts.reweighted_indicators set reweighted_value = null where indicator_code = 'maturity'",
        "not reweighted",
    ),
    (
        "reweighted_indicators_show_what_indicators_show",
        "delete from marts.reweighted_indicators where item_code = 'iot'",
        "iot, adopted, no row",
    ),
    (
        "no_question_with_a_suppressed_region_is_reweighted",
        "update disclosure.suppressed_blocks set is_suppressed = true"
        " where question_code = 'technology_status' and region_code = 'AP'",
        "development_potential, cloud, , shown, suppressed, for 1 regions",
    ),
    (
        "no_question_with_a_suppressed_region_is_reweighted",
        "update marts.reweighted_indicators set is_suppressed = true where indicator_code = 'maturity'",
        "maturity, , 1, suppressed, shown, for 0 regions",
    ),
    (
        "reweighted_figures_lie_within_the_regions",
        "update marts.reweighted_indicators set reweighted_value = 5 where indicator_code = 'expected_impact'",
        "expected_impact, cloud, , 5.0, from",
    ),
    (
        "reweighted_figures_lie_within_the_regions",
        "update marts.reweighted_indicators set reweighted_value = 0 where indicator_code = 'maturity'"
        " and answer_code = '3'",
        "maturity, , 3, 0.0, from",
    ),
    (
        "covered_members_are_part_of_all",
        "update marts.reweighted_indicators set covered_member_count = member_count + 1",
        "covered_member_count, 187, at most member_count, 186",
    ),
    (
        "the_report_rule_selects_as_flagship_selection_says",
        "update marts.flagship_robustness set is_selected = not is_selected"
        " where is_report_rule and flagship_group_code = 'cloud'",
        "cloud, rank",
    ),
    (
        "the_report_rule_selects_as_flagship_selection_says",
        "update marts.flagship_selection set group_rank = 9 where technology_code = 'iot'",
        "iot, rank",
    ),
    (
        "the_report_rule_selects_as_flagship_selection_says",
        "update marts.flagship_robustness set is_report_rule = false",
        "no row, rank 1, selected true, as in flagship_selection",
    ),
    (
        "every_variant_ranks_every_group",
        "delete from marts.flagship_robustness"
        " where variant_code = 'impact-single-all-4' and flagship_group_code = 'iot'",
        "impact-single-all-4, iot, no row, a row",
    ),
    (
        "every_variant_ranks_every_group",
        "update codebook.flagship_rule_variants set is_folded = false where variant_code = 'potential-folded-apart-3'",
        "potential-folded-apart-3, big_data, no row, a row",
    ),
    (
        "variants_select_the_first_of_their_groups",
        "update marts.flagship_robustness set group_rank = 2 where group_rank = 1",
        "rank 2, rank 1",
    ),
    (
        "variants_select_the_first_of_their_groups",
        "update marts.flagship_robustness set is_selected = true where group_rank = 5",
        "selected, selected where the rank is at most 4",
    ),
    (
        "selected_variants_are_counted",
        "update marts.flagship_robustness set selected_variant_count = 1 where flagship_group_code = 'ai_ml'",
        "ai_ml, 1 of 60",
    ),
    (
        "selected_variants_are_counted",
        "update marts.flagship_robustness set variant_count = 61 where flagship_group_code = 'cloud'",
        "of 61",
    ),
    (
        "selected_variants_are_counted",
        "update marts.flagship_robustness set is_certain = true where flagship_group_code = 'ai_ml'",
        "certain: ",
    ),
    (
        "selected_variants_are_counted",
        "update marts.flagship_robustness set is_certain = null",
        "certain: open",
    ),
    (
        "impact_difficulty_is_complete_over_survey_items",
        "delete from marts.impact_difficulty where technology_code = 'iot'",
        "iot, , 0, 1",
    ),
    (
        "capacity_building_needs_by_region_is_complete_over_survey_items",
        "delete from marts.capacity_building_needs_by_region where region_code = 'AP'",
        "AP, technical_skills, , 0, 1",
    ),
    (
        "impact_difficulty_by_region_sums_to_impact_difficulty",
        "update marts.impact_difficulty_by_region set difficulty_respondent_count = difficulty_respondent_count + 1"
        " where region_code = 'AP' and technology_code = 'cloud'",
        "cloud, difficulty_respondent_count, 100, 99 in all regions together",
    ),
    (
        "coded_needs_sum_to_all_texts",
        "update marts.capacity_building_needs_other set submission_count = submission_count + 1"
        " where need_code = 'uncoded'",
        "texts of counted submissions",
    ),
    (
        "coded_needs_sum_to_all_texts",
        "delete from marts.capacity_building_needs_other",
        "0, ",
    ),
    (
        "no_mart_has_more_respondents_than_submissions",
        "update marts.it_strategy set respondent_count = 117",
        "it_strategy, respondent_count, 117, at most the submissions, 116",
    ),
    (
        "no_mart_has_more_respondents_than_submissions",
        "update marts.impact_difficulty_by_region set difficulty_respondent_count = 99 where region_code = 'AP'",
        "AP, impact_difficulty_by_region, difficulty_respondent_count, 99",
    ),
    (
        "figures_rest_on_what_their_survey_rests_on",
        "update marts.it_strategy set yes_count_basis = 'collected'",
        "it_strategy, yes_count_basis, collected, published or illustrative",
    ),
    (
        "figures_rest_on_what_their_survey_rests_on",
        "update marts.flagship_selection set citation_count_basis = null",
        "flagship_selection, citation_count_basis, nothing, published or illustrative",
    ),
    (
        "figures_rest_on_what_their_survey_rests_on",
        "update core.dim_surveys set origin_code = 'collected'",
        "published, collected",
    ),
    (
        "indicators_show_what_the_wide_marts_show",
        "update marts.indicators set value = 0.5 where indicator_code = 'it_strategy' and region_code = 'ALL'",
        "SCS2024, ALL, it_strategy, , yes",
    ),
    (
        "indicators_show_what_the_wide_marts_show",
        "update marts.indicators set respondent_count = 0 where indicator_code = 'expected_impact'",
        "SCS2024, AP, expected_impact, ai_ml",
    ),
    (
        "indicators_show_what_the_wide_marts_show",
        "insert into marts.maturity_distribution by name select 'X' as survey_code, * exclude (survey_code)"
        " from marts.maturity_distribution",
        "X, ALL, maturity, , 3",
    ),
    (
        "indicators_have_every_region",
        "delete from marts.indicators where indicator_code = 'maturity' and region_code = 'AP'",
        "6 rows, 1 of all Members, that and one of each region",
    ),
    (
        "indicators_have_every_region",
        "update marts.indicators set region_code = 'AP' where indicator_code = 'details'",
        "1 rows, 0 of all Members, one of all Members",
    ),
    (
        "indicator_changes_show_what_indicators_show",
        "update marts.indicator_changes set value_change = 0.5 where indicator_code = 'it_strategy'"
        " and region_code = 'ALL'",
        "SCS2024, ALL, it_strategy, , yes, 0.5",
    ),
    (
        "indicator_changes_show_what_indicators_show",
        "update marts.indicator_changes set previous_value = 0.5 where indicator_code = 'it_strategy'"
        " and region_code = 'AP'",
        "SCS2024, AP, it_strategy, , yes",
    ),
    (
        "indicator_changes_show_what_indicators_show",
        "delete from marts.indicator_changes where indicator_code = 'maturity' and region_code = 'AP'",
        "SCS2024, AP, maturity, , 3",
    ),
    (
        "technology_profile_shows_what_other_marts_show",
        "update marts.technology_profile set citation_count = 0 where technology_code = 'cloud'",
        "cloud, citation_count, 0",
    ),
    (
        "technology_profile_shows_what_other_marts_show",
        "delete from marts.technology_profile where technology_code = 'iot'",
        "iot, impact_mean, None",
    ),
    (
        "rounds_follow_one_another",
        "update marts.surveys set previous_survey_code = 'SCS2020'",
        "SCS2020, true, nothing, true",
    ),
    (
        "rounds_follow_one_another",
        "update marts.surveys set is_latest = false",
        "nothing, false, nothing, true",
    ),
    (
        "it_strategy_by_region_is_complete_over_survey_items",
        "delete from marts.it_strategy_by_region where region_code = 'AP'",
        "AP",
    ),
    (
        "it_strategy_by_region_sums_to_it_strategy",
        "update marts.it_strategy_by_region set yes_count = yes_count - 1 where region_code = 'AP'",
        "yes_count",
    ),
    (
        "strategies_of_a_region_are_part_of_the_answers",
        "update marts.it_strategy_by_region set yes_count = 26 where region_code = 'AP'",
        "26, at most respondent_count, 25",
    ),
    (
        "performance_contribution_by_region_is_complete_over_survey_items",
        "delete from marts.performance_contribution_by_region where region_code = 'AP'",
        "AP",
    ),
    (
        "performance_contribution_by_region_sums_to_performance_contribution",
        "update marts.performance_contribution_by_region set respondent_count = respondent_count + 1",
        "respondent_count",
    ),
    (
        "dimensions_of_a_region_rank_by_members",
        "update marts.performance_contribution_by_region set share_rank = 4 where share_rank = 1",
        "share_rank",
    ),
    (
        "profiles_rank_by_adoptions",
        "update marts.technology_profile set adopted_rank = 9 where adopted_rank = 1",
        "adopted_rank, 9, 1",
    ),
    (
        "it_strategies_are_part_of_the_answers",
        "update marts.it_strategy set yes_count = 118",
        "yes_count, 118, at most respondent_count, 116",
    ),
    (
        "it_strategies_are_part_of_the_answers",
        "update marts.it_strategy set respondent_count = null",
        "at most respondent_count, nothing",
    ),
    (
        "it_strategies_are_part_of_the_answers",
        "update marts.it_strategy set yes_share = 'nan'",
        "yes_share, nan",
    ),
    (
        "members_of_a_region_at_a_level_are_part_of_the_answers",
        "update marts.maturity_by_region set submission_count = null where region_code = 'AP' and maturity_level = 3",
        "AP, 3, submission_count, None",
    ),
    (
        "members_of_a_region_at_a_level_are_part_of_the_answers",
        "update marts.maturity_by_region set submission_count = null, respondent_count = null, is_suppressed = null"
        " where region_code = 'AP' and maturity_level = 3",
        "AP, 3, submission_count, None",
    ),
    (
        "willing_members_are_part_of_those_who_answered",
        "update marts.participation_summary set willing_count = null",
        "willing_count, None",
    ),
    (
        "maturity_levels_rank_by_members",
        "update marts.maturity_distribution set share_rank = 2 where share_rank = 1",
        "share_rank, 2, 1",
    ),
    (
        "maturity_levels_of_a_region_rank_by_members",
        "update marts.maturity_by_region set share_rank = null where region_code = 'AP' and maturity_level = 3",
        "AP, 3, share_rank, None",
    ),
    (
        "regions_rank_by_whole_percents",
        "update marts.participation_by_region set participation_rank = 4 where participation_rank = 3",
        "participation_rank, 4, 3",
    ),
    (
        "means_of_impact_are_of_whole_scores",
        "update marts.impact_difficulty set impact_mean = impact_mean + 0.001 where technology_code = 'cloud'",
        "cloud, impact_mean",
    ),
    (
        "means_of_impact_are_of_whole_scores",
        "update marts.impact_difficulty set impact_mean = 'nan' where technology_code = 'cloud'",
        "cloud, impact_mean, nan",
    ),
    (
        "means_of_difficulty_are_of_whole_scores",
        "update marts.impact_difficulty set difficulty_mean = null where technology_code = 'cloud'",
        "cloud, difficulty_mean, no mean",
    ),
    (
        "means_of_difficulty_of_a_region_are_of_whole_scores",
        "update marts.impact_difficulty_by_region set difficulty_mean = null, difficulty_respondent_count = null"
        " where region_code = 'AP' and technology_code = 'cloud'",
        "no mean of no respondents",
    ),
    (
        "means_of_difficulty_are_of_whole_scores",
        "delete from core.dim_survey_items where question_code = 'adoption_difficulty' and item_code = 'cloud'",
        "cloud, difficulty_mean",
    ),
    (
        "the_timeline_has_every_day",
        "delete from marts.participation_timeline where submitted_on = '2024-05-01'",
        "2024-05-02, submitted_on",
    ),
    (
        "the_timeline_has_every_day",
        "update marts.participation_timeline set cumulative_submission_count = 200 where submitted_on = '2024-05-01'",
        "2024-05-01, cumulative_submission_count, 200",
    ),
    (
        "the_timeline_tells_no_day_on_which_few_came",
        "update core.dim_surveys set disclosure_threshold = 5;"
        "update marts.participation_timeline set submission_count = 4 where submitted_on = '2024-05-01'",
        "2024-05-01, 4, none, at least 5",
    ),
    (
        "every_other_need_has_a_row",
        "delete from marts.capacity_building_needs_other where need_code = 'uncoded'",
        "uncoded, no row",
    ),
    (
        "statuses_are_counted_as_in_technology_adoption",
        "update marts.technology_status_totals set selection_count = selection_count + 1 where status_code = 'adopted'",
        "None, adopted",
    ),
    (
        "statuses_are_counted_as_in_technology_adoption",
        "update marts.development_potential set in_development_count = null where technology_code = 'cloud'",
        "cloud, in_development, None",
    ),
    (
        "flagship_selection_shows_what_other_marts_show",
        "update marts.flagship_selection set potential_count = potential_count + 1 where technology_code = 'cloud'",
        "cloud, potential_count",
    ),
    (
        "flagship_selection_shows_what_other_marts_show",
        "update marts.flagship_selection set difficulty_rank = null where technology_code = 'cloud'",
        "cloud, difficulty_rank, None",
    ),
    (
        "flagship_groups_follow_the_rules",
        "update marts.flagship_selection set flagship_group_code = 'iot' where technology_code = 'big_data'",
        "big_data, iot, overlaps no other work",
    ),
    (
        "flagship_groups_follow_the_rules",
        "update marts.flagship_selection set is_selected = null where technology_code = 'cloud'",
        "selection open",
    ),
    (
        "flagship_groups_follow_the_rules",
        "update marts.flagship_selection set overlaps_other_work = null where technology_code = 'cloud'",
        "may overlap other work",
    ),
    (
        "flagship_groups_rank_by_potential",
        "update marts.flagship_selection set group_rank = 3 - group_rank where group_rank < 3",
        "group_rank, 2, 1",
    ),
    (
        "citations_fit_those_who_cited",
        "update marts.flagship_selection set citation_count = citation_respondent_count",
        "from 1 to 3 of each",
    ),
]


@pytest.fixture(scope="module")
def at_fault(tested: Tested, warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AtFault]:
    """The rows that a data test selects after a corruption, which is taken back."""
    with duckdb.connect(str(_corrupted(warehouse, tmp_path_factory.mktemp("small"), []))) as connection:

        def _at_fault(test_name: str, corruption: str) -> list[tuple[Any, ...]]:
            connection.begin()
            try:
                connection.execute(corruption)
                return connection.execute(tested.sql[test_name]).fetchall()
            finally:
                connection.rollback()

        yield _at_fault


@pytest.mark.parametrize(("test_name", "corruption", "said"), SMALL_CORRUPTIONS)
def test_a_small_corruption_is_named_by_the_test_for_it(
    at_fault: AtFault, test_name: str, corruption: str, said: str
) -> None:
    rows = [", ".join(map(str, row)) for row in at_fault(test_name, corruption)]
    assert any(said in row for row in rows), rows


@pytest.mark.parametrize("column", ["survey_code", "submission_id", "respondent_kind", "submitted_at", "origin"])
def test_each_required_column_of_a_submission_may_not_be_empty(at_fault: AtFault, column: str) -> None:
    emptied = f"update raw.raw_submissions set {column} = null where region_code = 'AP'"
    rows = at_fault("raw_submissions_have_no_gaps", emptied)
    assert len(rows) == 26
    assert {row[4] for row in rows} == {column}


def test_every_test_between_models_has_a_small_corruption(root: Path) -> None:
    singular = {path.stem for path in (root / "tests" / "dbt" / "singular").rglob("*.sql")}
    between_models = {name for name in singular if not name.startswith("raw_")}
    assert between_models <= {name for name, _, _ in SMALL_CORRUPTIONS}


def _name(result: Result) -> tuple[str, str]:
    return (result.suite_name, result.expected)


def _set_by_ending(warehouse: Path, values: dict[str, str]) -> list[str]:
    """SQL that sets every number of every mart whose name has one of the endings."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        columns = connection.execute(
            "select table_name, column_name from duckdb_columns() where schema_name = 'marts'"
        ).fetchall()
    return [
        f"update marts.{mart} set {column} = {value}"
        for mart, column in columns
        for ending, value in values.items()
        if re.search(f"{ending}$", column)
    ]


def _corrupted(warehouse: Path, folder: Path, statements: list[str]) -> Path:
    copy = folder / "warehouse.duckdb"
    shutil.copy2(warehouse, copy)
    with duckdb.connect(str(copy)) as connection:
        for statement in statements:
            connection.execute(statement)
    return copy


def _add_garbage(connection: duckdb.DuckDBPyConnection, schema: str, table: str) -> None:
    """Nearly every row once more, a row of nulls, and a row of values that no code list or range has.

    One row stays single, for tests that leave what stands twice to others. Keys are dropped.
    """
    columns = connection.execute(f"describe {schema}.{table}").fetchall()
    nonsense = {"VARCHAR": f"'nonsense of {table}'", "BOOLEAN": "null", "DATE": "date '1900-01-01'"}
    numbers = ("INTEGER", "BIGINT", "DOUBLE")
    garbage = ", ".join(
        f"{nonsense.get(kind, '-7' if kind in numbers else 'null')} as {name}" for name, kind, *_ in columns
    )
    nulls = ", ".join(f"null as {name}" for name, *_ in columns)
    connection.execute(
        f"create or replace table {schema}.{table} as from {schema}.{table}"
        f" union all (from {schema}.{table} qualify row_number() over () > 1 or count(*) over () = 1)"
        f" union all select {garbage} union all select {nulls}"
    )
