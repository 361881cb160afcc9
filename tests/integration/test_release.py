"""What a release holds, and that every client can open it and read what a column is."""

import json
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from pipeline.disclosure.history import History
from pipeline.files import sha256_of
from pipeline.project import Project
from pipeline.releases.connection import open_release
from pipeline.releases.store import ReleaseStore

# Names and columns that others build on: they may grow, and nothing of them may go.
CONTRACT = {
    "participation_summary": (
        "member_count submission_count participation_rate details_count details_share case_study_count "
        "willing_count willing_respondent_count willing_share contact_point_count partner_agency_count origin_code "
        "opened_on deadline_on extended_deadline_on closed_on details_share_lowest_possible "
        "details_share_highest_possible details_share_standard_error details_share_low details_share_high "
        "willing_item_response_rate willing_member_response_rate willing_share_lowest_possible "
        "willing_share_highest_possible willing_share_standard_error willing_share_low willing_share_high"
    ),
    "participation_by_region": "region_code submission_count member_count participation_rate participation_rank",
    "frame_members": "member_code member_name_en member_name_fr region_code region_name_en region_name_fr",
    "participation_timeline": (
        "submitted_on phase_code day_count submission_count cumulative_submission_count cumulative_participation_rate"
    ),
    "partner_agencies": "agency_type_code submission_count",
    "it_strategy": (
        "yes_count respondent_count yes_share item_response_rate member_response_rate yes_share_lowest_possible "
        "yes_share_highest_possible yes_share_standard_error yes_share_low yes_share_high"
    ),
    "it_strategy_by_region": (
        "region_code yes_count respondent_count yes_share is_suppressed item_response_rate member_response_rate "
        "yes_share_lowest_possible yes_share_highest_possible yes_share_standard_error yes_share_low yes_share_high"
    ),
    "maturity_distribution": (
        "maturity_level submission_count respondent_count share share_rank item_response_rate member_response_rate "
        "share_lowest_possible share_highest_possible share_standard_error share_low share_high rank_from rank_to "
        "rank_best_possible rank_worst_possible"
    ),
    "maturity_by_region": (
        "region_code maturity_level submission_count respondent_count share share_rank is_suppressed "
        "item_response_rate member_response_rate share_lowest_possible share_highest_possible share_standard_error "
        "share_low share_high rank_from rank_to rank_best_possible rank_worst_possible"
    ),
    "technology_adoption": (
        "technology_code status_code submission_count respondent_count share item_response_rate "
        "member_response_rate share_lowest_possible share_highest_possible share_standard_error share_low "
        "share_high"
    ),
    "technology_adoption_by_region": (
        "region_code technology_code status_code submission_count respondent_count share is_suppressed "
        "item_response_rate member_response_rate share_lowest_possible share_highest_possible share_standard_error "
        "share_low share_high"
    ),
    "technology_status_totals": "status_code selection_count selection_share",
    "development_potential": (
        "technology_code respondent_count adopted_count in_development_count under_consideration_count "
        "potential_count potential_rank rank_from rank_to rank_best_possible rank_worst_possible"
    ),
    "impact_difficulty": (
        "technology_code impact_mean impact_respondent_count impact_rank difficulty_mean "
        "difficulty_respondent_count difficulty_rank impact_item_response_rate impact_member_response_rate "
        "impact_mean_lowest_possible impact_mean_highest_possible impact_mean_standard_error impact_mean_low "
        "impact_mean_high impact_rank_from impact_rank_to impact_rank_best_possible impact_rank_worst_possible "
        "difficulty_item_response_rate difficulty_member_response_rate difficulty_mean_lowest_possible "
        "difficulty_mean_highest_possible difficulty_mean_standard_error difficulty_mean_low difficulty_mean_high "
        "difficulty_rank_from difficulty_rank_to difficulty_rank_best_possible difficulty_rank_worst_possible"
    ),
    "impact_difficulty_by_region": (
        "region_code technology_code impact_mean impact_respondent_count impact_rank difficulty_mean "
        "difficulty_respondent_count difficulty_rank is_suppressed impact_item_response_rate "
        "impact_member_response_rate impact_mean_lowest_possible impact_mean_highest_possible "
        "impact_mean_standard_error impact_mean_low impact_mean_high impact_rank_from impact_rank_to "
        "impact_rank_best_possible impact_rank_worst_possible difficulty_item_response_rate "
        "difficulty_member_response_rate difficulty_mean_lowest_possible difficulty_mean_highest_possible "
        "difficulty_mean_standard_error difficulty_mean_low difficulty_mean_high difficulty_rank_from "
        "difficulty_rank_to difficulty_rank_best_possible difficulty_rank_worst_possible"
    ),
    "performance_contribution": (
        "dimension_code submission_count respondent_count share share_rank item_response_rate member_response_rate "
        "share_lowest_possible share_highest_possible share_standard_error share_low share_high rank_from rank_to "
        "rank_best_possible rank_worst_possible"
    ),
    "performance_contribution_by_region": (
        "region_code dimension_code submission_count respondent_count share share_rank is_suppressed "
        "item_response_rate member_response_rate share_lowest_possible share_highest_possible share_standard_error "
        "share_low share_high rank_from rank_to rank_best_possible rank_worst_possible"
    ),
    "capacity_building_needs": (
        "need_code submission_count respondent_count share share_rank item_response_rate member_response_rate "
        "share_lowest_possible share_highest_possible share_standard_error share_low share_high rank_from rank_to "
        "rank_best_possible rank_worst_possible"
    ),
    "capacity_building_needs_by_region": (
        "region_code need_code submission_count respondent_count share share_rank is_suppressed item_response_rate "
        "member_response_rate share_lowest_possible share_highest_possible share_standard_error share_low "
        "share_high rank_from rank_to rank_best_possible rank_worst_possible"
    ),
    "capacity_building_needs_other": "need_code submission_count",
    "case_study_offers": "technology_code submission_count",
    "flagship_selection": (
        "technology_code citation_count citation_rank potential_count potential_rank impact_rank difficulty_rank "
        "flagship_group_code group_rank overlaps_other_work is_selected citation_rank_from citation_rank_to "
        "citation_rank_best_possible citation_rank_worst_possible potential_rank_from potential_rank_to "
        "potential_rank_best_possible potential_rank_worst_possible impact_rank_from impact_rank_to "
        "impact_rank_best_possible impact_rank_worst_possible difficulty_rank_from difficulty_rank_to "
        "difficulty_rank_best_possible difficulty_rank_worst_possible"
    ),
    "flagship_robustness": (
        "variant_code flagship_group_code ranked_by_code kept_count variant_count selected_variant_count group_rank "
        "is_report_rule is_selected is_certain"
    ),
    "technology_profile": (
        "technology_code adopted_count potential_count potential_rank impact_mean impact_rank difficulty_mean "
        "difficulty_rank citation_count citation_rank impact_item_response_rate impact_member_response_rate "
        "impact_mean_lowest_possible impact_mean_highest_possible impact_mean_standard_error impact_mean_low "
        "impact_mean_high difficulty_item_response_rate difficulty_member_response_rate "
        "difficulty_mean_lowest_possible difficulty_mean_highest_possible difficulty_mean_standard_error "
        "difficulty_mean_low difficulty_mean_high adopted_rank_from adopted_rank_to adopted_rank_best_possible "
        "adopted_rank_worst_possible potential_rank_from potential_rank_to potential_rank_best_possible "
        "potential_rank_worst_possible impact_rank_from impact_rank_to impact_rank_best_possible "
        "impact_rank_worst_possible difficulty_rank_from difficulty_rank_to difficulty_rank_best_possible "
        "difficulty_rank_worst_possible citation_rank_from citation_rank_to citation_rank_best_possible "
        "citation_rank_worst_possible case_study_offer_rank_from case_study_offer_rank_to "
        "case_study_offer_rank_best_possible case_study_offer_rank_worst_possible"
    ),
    "indicators": (
        "region_code indicator_code item_code answer_code value unit_code submission_count respondent_count "
        "is_suppressed item_response_rate member_response_rate value_lowest_possible value_highest_possible "
        "value_standard_error value_low value_high value_rank rank_from rank_to rank_best_possible "
        "rank_worst_possible"
    ),
    "indicator_changes": (
        "region_code indicator_code item_code answer_code previous_survey_code comparison_code respondent_count value "
        "previous_respondent_count previous_value value_change unit_code"
    ),
    "reweighted_indicators": (
        "indicator_code item_code answer_code unit_code respondent_count member_count covered_member_count value "
        "reweighted_value reweighted_error is_suppressed"
    ),
    "surveys": "previous_survey_code origin_code opened_on closed_on disclosure_threshold",
    "reconciliation_figures": (
        "figure_id report_section unit_code printed_value computed_value difference is_inferred is_reproduced"
    ),
    "reconciliation_rankings": (
        "ranking_id report_section item_code printed_position_from printed_position_to computed_position is_reproduced"
    ),
    "report_discrepancies": "discrepancy_id report_section description_en description_fr",
    "codes": "code_list code name_en name_fr definition_en definition_fr position",
}


@pytest.fixture(scope="module")
def store(released_project: Path) -> ReleaseStore:
    return ReleaseStore(Project(released_project).releases)


@pytest.fixture(scope="module")
def release(store: ReleaseStore):
    current = store.current()
    assert current
    with open_release(store.folder / current.file) as connection:
        yield connection


def test_the_participation_of_the_report_comes_out(release: duckdb.DuckDBPyConnection) -> None:
    summary = release.execute(
        """
        select submission_count, member_count, round(participation_rate, 4), details_count, case_study_count,
            willing_count, willing_respondent_count, partner_agency_count, origin_code,
            submission_count_basis, contact_point_count_basis
        from marts.participation_summary
        """
    ).fetchall()
    assert summary == [(116, 186, 0.6237, 90, 8, 73, 116, 6, "synthetic", "published", "illustrative")]
    regions = release.execute(
        "select region_code, submission_count, member_count, participation_rank from marts.participation_by_region"
        " order by participation_rate desc"
    ).fetchall()
    assert regions == [
        ("ESA", 19, 24, 1),
        ("AP", 25, 35, 2),
        ("WCA", 14, 24, 3),
        ("EUR", 30, 52, 3),
        ("AMS", 19, 33, 3),
        ("MENA", 9, 18, 6),
    ]


def test_the_timeline_has_every_day_and_ends_at_all_submissions(release: duckdb.DuckDBPyConnection) -> None:
    days = release.execute(
        """
        select count(*), min(submitted_on)::varchar, max(submitted_on)::varchar, max(cumulative_submission_count),
            max(cumulative_submission_count) filter (submitted_on <= '2024-06-20')
        from marts.participation_timeline
        """
    ).fetchone()
    assert days is not None
    assert days[:4] == (69, "2024-04-17", "2024-06-24", 116)
    assert days[4] in (113, 114)


def test_every_printed_figure_and_position_is_reproduced(release: duckdb.DuckDBPyConnection) -> None:
    for mart in ("reconciliation_figures", "reconciliation_rankings"):
        counts = release.execute(f"select count(*), count(*) filter (is_reproduced) from marts.{mart}").fetchone()
        assert counts is not None
        assert counts[0] == counts[1] > 0


def test_it_holds_the_public_marts_the_audit_and_its_provenance_and_nothing_else(
    release: duckdb.DuckDBPyConnection,
) -> None:
    tables = set(
        release.execute("select table_schema || '.' || table_name from information_schema.tables").fetchnumpy()[
            release.description[0][0]
        ]
    )
    assert tables == {f"marts.{mart}" for mart in CONTRACT} | {"audit.expectation_results", "main.release"}


@pytest.mark.parametrize(
    ("column", "code_list"), [("expectation_type", "expectation_types"), ("severity", "severities")]
)
def test_what_the_audit_says_of_an_expectation_has_a_name_in_both_languages(
    release: duckdb.DuckDBPyConnection, column: str, code_list: str
) -> None:
    used = {code for (code,) in release.execute(f"select distinct {column} from audit.expectation_results").fetchall()}
    named = {
        code for (code,) in release.execute("select code from marts.codes where code_list = ?", [code_list]).fetchall()
    }
    assert used
    assert used - named == set()


def test_every_table_and_column_says_what_it_is(release: duckdb.DuckDBPyConnection) -> None:
    silent = release.execute(
        """
        select schema_name || '.' || table_name || '.' || column_name from duckdb_columns()
        where not internal and coalesce(comment, '') = ''
        union all
        select schema_name || '.' || table_name from duckdb_tables() where coalesce(comment, '') = ''
        """
    ).fetchall()
    assert silent == []


def test_it_says_where_it_comes_from(release: duckdb.DuckDBPyConnection, released_project: Path) -> None:
    (row,) = release.execute("from main.release").fetchall()
    told = dict(zip([column[0] for column in release.description], row, strict=True))
    assert told["survey_codes"] == ["SCS2024"]
    assert told["origins"] == ["synthetic"]
    assert told["expectations_evaluated"] == told["expectations_passed"] > 50
    assert told["data_tests_evaluated"] == told["data_tests_passed"] > 50
    assert told["duckdb_version"] == duckdb.__version__
    assert (told["engine"], told["spark_version"]) == ("duckdb", None)
    raw_submissions = released_project / "seeds" / "raw" / "raw_submissions.csv"
    # Whoever has the history of the project can tell that it is this file, and nobody else can guess what is in it.
    ((_, salted),) = History(Project(released_project)).salted([("", sha256_of(raw_submissions))])
    assert {"file": "seeds/raw/raw_submissions.csv", "salted_sha256": salted} in told["raw_files"]
    assert salted != sha256_of(raw_submissions)
    assert told["disclosure_threshold"] == {"collected": 5, "synthetic": 0}
    assert told["suppresses_unanimous"] is True
    assert told["accepted_disclosures"] == told["held_surveys"] == "[]"


def test_pointer_and_sidecar_name_the_file_and_its_hash(store: ReleaseStore) -> None:
    pointer = json.loads(store.pointer.read_text())
    sidecar = json.loads((store.folder / f"{pointer['release_id']}.json").read_text())
    assert set(pointer) == {"release_id", "file", "sha256"}
    assert (sidecar["engine"], sidecar["spark_version"]) == ("duckdb", None)
    assert pointer["sha256"] == sidecar["sha256"] == sha256_of(store.folder / pointer["file"])
    assert (store.folder / pointer["file"]).stat().st_mode & 0o222 == 0


@pytest.mark.parametrize("mart", CONTRACT)
def test_a_mart_has_every_column_of_the_contract(release: duckdb.DuckDBPyConnection, mart: str) -> None:
    columns = release.table(f"marts.{mart}").columns
    assert set(CONTRACT[mart].split()) <= set(columns)
    if mart != "codes":
        assert "survey_code" in columns
    if mart.endswith("_by_region"):
        assert "is_suppressed" in columns


def test_the_oldest_client_reads_it(store: ReleaseStore, root: Path) -> None:
    oldest = root / ".cache" / "oldest-duckdb"
    if not oldest.exists():
        pytest.fail("the oldest DuckDB client is not there: run the tests with `make test`, which installs it")
    current = store.current()
    assert current
    program = f"""
import duckdb
connection = duckdb.connect({str(store.folder / current.file)!r}, read_only=True)
print(duckdb.__version__)
print(connection.execute("select submission_count, member_count from marts.participation_summary").fetchone())
print(connection.execute("select comment from duckdb_columns() where column_name = 'participation_rate'").fetchone()[0])
print(sum(len(connection.execute(f"from {{schema}}.{{table}}").fetchall()) for schema, table in connection.execute(
    "select schema_name, table_name from duckdb_tables()").fetchall()))
"""
    told = subprocess.run(
        [sys.executable, "-c", program], env={"PYTHONPATH": str(oldest)}, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert told[0] != duckdb.__version__
    assert told[1] == "(116, 186)"
    assert "member_count" in told[2]
    assert int(told[3]) > 200
