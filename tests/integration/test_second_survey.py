"""Other rounds pass through without a change of SQL, and every number of every mart is what plain Python makes of it.

The rounds are made up; see made_up_rounds. The marts are worked out a second time, from the rules and the raw rows, by
the package `independent`; see there.
"""

import re
import shutil
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
import svy
from independent.arithmetic import ranks, whole_percent
from independent.codebook import Codebook, read_rows
from independent.comparison import Compared, compare_warehouse
from independent.flagships import group_places
from independent.joint import ranges_with_joint_counts
from independent.marts import KEYS, every_mart
from independent.survey import Survey, read_surveys
from made_up_rounds import NEW_TECHNOLOGIES, SECOND, WITHOUT_RULES, register, write_round
from scipy.stats import norm
from statsmodels.stats.proportion import proportion_confint

from app.language import Language, LanguageCode
from pipeline.building.dbt import query_with_macros
from pipeline.project import Project
from pipeline.releases.query import read_query
from pipeline.releases.read import open_current
from pipeline.releases.store import ReleaseStore
from pipeline.report.document import compose
from pipeline.report.source import Source
from pipeline.report.typesetting import printed_numbers, typeset
from pipeline.seeds.raw import RAW_NAMES
from tests.report.tracing import not_found
from tests.support.command import Ended, run_command

FIXTURE = Path(__file__).parents[1] / "rounds" / SECOND.survey_code
ROUNDS = ["SCS2024", SECOND.survey_code, WITHOUT_RULES.survey_code]


@dataclass(frozen=True)
class Built:
    """A build with three rounds: how it ended, its warehouse, and the marts as they are worked out here."""

    process: Ended
    project: Project
    surveys: dict[str, Survey]
    marts: dict[str, list[dict[str, object]]]


@pytest.fixture(scope="module")
def built(module_project: Project, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The shipped round, the second one, and one without flagship rules, in one build."""
    project = module_project
    for made_up in (SECOND, WITHOUT_RULES):
        register(made_up, project.root)
    without_rules = tmp_path_factory.mktemp("raw")
    write_round(WITHOUT_RULES, project.seeds, without_rules)
    process = run_command(project.root, "build", "--raw", FIXTURE, "--raw", without_rules)
    codebook = Codebook(project.seeds)
    surveys = read_surveys(codebook, [project.shipped_raw, FIXTURE, without_rules])
    return Built(process, project, {survey.code: survey for survey in surveys}, every_mart(codebook, surveys))


@pytest.fixture(scope="module")
def compared(built: Built) -> Compared:
    return compare_warehouse(built.project.warehouse, built.marts)


def test_three_rounds_are_built_audited_and_released(built: Built) -> None:
    assert built.process.returncode == 0, built.process.stdout + built.process.stderr
    for survey_code in ROUNDS:
        assert f"{survey_code} (" in built.process.stdout


def test_every_number_of_every_mart_is_what_the_rules_make_of_the_raw_rows(
    compared: Compared, capsys: pytest.CaptureFixture[str]
) -> None:
    with capsys.disabled():
        print(f"\n{len(compared.rows)} marts and {sum(compared.rows.values())} rows compared: {compared.rows}")
    assert compared.differences == []
    assert set(compared.rows) == set(KEYS)
    assert all(compared.rows.values())


@pytest.mark.parametrize("survey_code", ROUNDS)
def test_every_mart_of_a_round_has_rows_unless_it_did_not_ask(built: Built, survey_code: str) -> None:
    """A comparison of nothing would always hold; only what the report printed is of 2024 alone."""
    empty = {
        name
        for name, rows in built.marts.items()
        if name != "codes" and not any(row["survey_code"] == survey_code for row in rows)
    }
    of_2024_alone = {"reconciliation_figures", "reconciliation_rankings", "report_discrepancies"}
    assert (
        empty
        == {
            "SCS2024": set(),
            "TST2022": of_2024_alone,
            "TST2025": of_2024_alone
            | {"it_strategy", "it_strategy_by_region"}
            | {"performance_contribution", "performance_contribution_by_region"},
        }[survey_code]
    )


@pytest.mark.parametrize(
    ("survey_code", "language", "told"),
    [
        ("TST2022", "en", ["suppressed", "West and Central Africa and Europe, equal (29%)"]),
        ("TST2025", "fr", ["Cette question n’a pas été posée", "Aucune règle de sélection n’a été fixée"]),
    ],
)
def test_the_report_of_a_round_is_written_with_no_change(
    built: Built, survey_code: str, language: LanguageCode, told: list[str]
) -> None:
    """Suppressed regions, ties, questions that were not asked; every figure is in the release."""
    with open_current(ReleaseStore(built.project.releases)) as opened:
        document = compose(Source(opened, survey_code), Language(language))
        assert not_found(printed_numbers(document), opened.cursor()) == []
    assert typeset(document, "pdf", datetime(2026, 1, 2, tzinfo=UTC)).content.startswith(b"%PDF-")
    page = typeset(document, "html", datetime(2026, 1, 2, tzinfo=UTC)).content.decode("utf-8")
    words = re.sub("<[^>]+>", "", page)
    assert [text for text in told if text not in words] == []


def test_analyses_compare_the_latest_round_with_the_one_before(built: Built, root: Path) -> None:
    """The rounds here are of 2022, 2024 and 2025."""

    def of_marts(mart: str, figure: str, *keys: str) -> dict[tuple[Any, ...], Any]:
        return {
            (row["survey_code"], *(row[key] for key in keys)): row[figure] and pytest.approx(float(row[figure]))
            for row in built.marts[mart]
        }

    rates = of_marts("participation_by_region", "participation_rate", "region_code")
    shares = of_marts("technology_adoption", "share", "technology_code", "status_code")
    values = of_marts("indicators", "value", "region_code", "indicator_code", "item_code", "answer_code")
    with duckdb.connect(str(built.project.warehouse), read_only=True) as warehouse:

        def rows_of(analysis: str) -> list[dict[str, Any]]:
            cursor = warehouse.execute(read_query(root / "analyses" / f"{analysis}.sql"))
            return [dict(zip([name for name, *_ in cursor.description], row, strict=True)) for row in cursor.fetchall()]

        participation, adoption = rows_of("participation_between_rounds"), rows_of("adoption_between_rounds")
        changes = rows_of("what_changed_most")
    for row in participation:
        assert row["participation_rate"] == rates["TST2025", row["region_code"]]
        assert row["previous_participation_rate"] == rates["SCS2024", row["region_code"]]
    for row in adoption:
        assert row["share"] == shares["TST2025", row["technology_code"], "adopted"]
        assert row["previous_share"] == shares.get(("SCS2024", row["technology_code"], "adopted"))
    for row in changes:
        key = ("ALL", row["indicator_code"], row["item_code"], row["answer_code"])
        for survey_code, column in (("TST2025", "value"), ("SCS2024", "previous_value")):
            assert row[column] == values[survey_code, *key]
    assert len(participation) == 6
    assert adoption
    assert {row["indicator_code"] for row in changes} >= {"participation", "technology_status", "expected_impact"}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("update marts.participation_by_region set submission_count = submission_count + 1"
         " where survey_code = 'TST2022' and region_code = 'EUR'",
         "participation_by_region [TST2022, EUR], submission_count: found 16, expected 15"),
        ("update marts.participation_summary set participation_rate = 'nan' where survey_code = 'SCS2024'",
         "participation_summary [SCS2024], participation_rate: found nan, expected 58/93"),
        ("update marts.participation_timeline set cumulative_participation_rate = cumulative_participation_rate + 1e-9"
         " where survey_code = 'TST2025' and submitted_on = '2025-03-31'",
         "participation_timeline [TST2025, 2025-03-31], cumulative_participation_rate: found 0.27956989"),
        ("update marts.partner_agencies set submission_count_basis = 'published'"
         " where survey_code = 'TST2022' and agency_type_code = 'trade_network'",
         "partner_agencies [TST2022, trade_network], submission_count_basis: found published, expected collected"),
        ("update marts.participation_by_region set region_name_fr = 'Europa'"
         " where survey_code = 'TST2022' and region_code = 'EUR'",
         "participation_by_region [TST2022, EUR], region_name_fr: found Europa, expected Europe"),
        ("delete from marts.participation_timeline where survey_code = 'TST2022' and submitted_on = '2022-12-30'",
         "participation_timeline [TST2022, 2022-12-30]: found no row, expected one"),
        ("insert into marts.codes select * replace ('nowhere' as code) from marts.codes where code = 'EUR'",
         "codes [regions, nowhere]: found a row, expected none"),
        ("create or replace table marts.codes as from marts.codes union all from marts.codes where code = 'EUR'",
         "codes [regions, EUR]: found 2 rows, expected one"),
        ("alter table marts.partner_agencies add column visitor_count integer",
         "partner_agencies, column visitor_count: nothing here works it out"),
        ("create or replace table marts.partner_agencies as"
         " select * exclude (submission_count) from marts.partner_agencies",
         "partner_agencies, column submission_count: the mart has no such column"),
        ("create table marts.visitors as select 1 as one", "visitors: is a mart that nothing here works out"),
        ("drop table marts.codes", "codes: the warehouse has no such mart"),
    ],
)  # fmt: skip
def test_a_mart_that_differs_is_named_with_row_and_column(
    built: Built, compared: Compared, tmp_path: Path, change: str, told: str
) -> None:
    copy = tmp_path / "warehouse.duckdb"
    shutil.copy(built.project.warehouse, copy)
    with duckdb.connect(str(copy)) as warehouse:
        warehouse.execute(change)
    found = [line for line in compare_warehouse(copy, built.marts).differences if line not in compared.differences]
    (line,) = found
    assert line.startswith(told)


# Marts that have no number to change.
WORDS = {"frame_members": "member_name_en", "surveys": "survey_name_en", "report_discrepancies": "description_en"}


@pytest.mark.parametrize("mart_name", [name for name in KEYS if name != "codes"])
def test_one_number_that_is_changed_in_any_mart_is_named(built: Built, tmp_path: Path, mart_name: str) -> None:
    copy = tmp_path / "warehouse.duckdb"
    shutil.copy(built.project.warehouse, copy)
    with duckdb.connect(str(copy)) as warehouse:
        cursor = warehouse.execute(f"select * from marts.{mart_name} limit 0")
        numbers = [name for name, kind, *_ in cursor.description if str(kind) in ("NUMBER", "INTEGER", "DOUBLE")]
        if numbers:
            column = numbers[-1]
            change = f"{column} = coalesce({column}, 0) + 1"
        else:
            column = WORDS[mart_name]
            change = f"{column} = ''"
        where = " and ".join(f"{key} = (select min({key}) from marts.{mart_name})" for key in KEYS[mart_name][:1])
        warehouse.execute(f"update marts.{mart_name} set {change} where {where}")
    found = compare_warehouse(copy, built.marts).differences
    assert any(line.startswith(f"{mart_name} [") and f"], {column}: found" in line for line in found), found


def test_rounds_are_compared_in_every_way_that_there_is(built: Built) -> None:
    with duckdb.connect(str(built.project.warehouse), read_only=True) as warehouse:
        found = warehouse.execute("select distinct comparison_code from marts.indicator_changes").fetchall()
        named = warehouse.execute("select code from marts.codes where code_list = 'comparisons'").fetchall()
    assert set(found) == set(named)


def test_the_fixture_is_what_the_program_writes(root: Path, tmp_path: Path) -> None:
    write_round(SECOND, root / "seeds", tmp_path)
    for raw_name in RAW_NAMES:
        assert (FIXTURE / f"{raw_name}.csv").read_bytes() == (tmp_path / f"{raw_name}.csv").read_bytes()


def test_the_second_round_has_what_it_is_for(built: Built) -> None:
    """Otherwise a rule could be compared on rows that it does not touch."""
    survey = built.surveys["TST2022"]
    submissions, answers = (read_rows(FIXTURE / f"{name}.csv") for name in ("raw_submissions", "raw_answers"))
    sent = Counter(row["member_code"] for row in submissions if row["respondent_kind"] == "member")
    assert max(sent.values()) >= 3
    assert (len(sent), len(survey.members)) == (61, 60)
    assert sum(survey.frame.values()) == 185
    assert "SLB" in sent
    assert any(not row["answer"] for row in answers)
    assert [region for region in survey.frame if not survey.members_of(region)] == ["MENA"]
    assert {code for code, *_ in NEW_TECHNOLOGIES} <= set(survey.asked["technology_status"])
    assert not {"iot", "vr_ar"} & set(survey.asked["technology_status"])
    assert "contact_point_designated" not in survey.asked
    assert len(survey.agencies) == 3
    days = {row["day_count"] for row in built.marts["participation_timeline"] if row["survey_code"] == survey.code}
    assert days == {7, 12, 13}

    hidden = {question: survey.hidden_regions(question) for question in survey.asked}
    assert all("MENA" in regions and len(regions) >= 2 for regions in hidden.values())
    # One block, though different regions are small in the two.
    assert hidden["expected_impact"] == hidden["adoption_difficulty"]
    other = built.surveys["TST2025"]
    # No region is small here, and one has a need that nobody in it chose, or everybody.
    assert other.hidden_regions("capacity_building_need") == {"AMS", "WCA"}
    assert built.surveys["SCS2024"].hidden_regions("capacity_building_need") == set()
    # One technology that nobody gave a status for does not hide the others.
    assert other.hidden_regions("technology_status") == {"ESA", "EUR", "MENA", "WCA"}
    # One region is too small, and the next smallest goes with it, and here one more: the two leave an answer to nobody.
    assert other.hidden_regions("maturity_level") == {"WCA", "MENA", "ESA"}
    assert [other.base("maturity_level", "", region) for region in ("WCA", "MENA", "ESA", "AMS")] == [4, 5, 6, 7]
    # Elsewhere two are enough.
    assert other.hidden_regions("willing_to_share") == {"MENA", "WCA"}
    # Unfinished submissions count in this round.
    assert len(other.members) == sum(WITHOUT_RULES.members.values())


def test_ties_and_the_overlapping_group_are_in_the_rounds(built: Built) -> None:
    selection = [row for row in built.marts["flagship_selection"] if row["survey_code"] == "TST2022"]
    (best,) = [row for row in selection if row["potential_rank"] == 1]
    assert (best["technology_code"], best["is_selected"], best["group_rank"]) == ("digital_twin", False, None)
    assert [row["technology_code"] for row in selection if row["flagship_group_code"] == "digital_twin"] == [
        "drones",
        "digital_twin",
    ]
    assert len({row["flagship_group_code"] for row in selection if row["is_selected"]}) == 3
    # Equal potential at the third place: the citations decide which one is selected.
    equal = {row["technology_code"]: row for row in selection if row["technology_code"] in ("cloud", "quantum_sensing")}
    assert len({row["potential_count"] for row in equal.values()}) == 1
    assert {code: (row["group_rank"], row["is_selected"]) for code, row in equal.items()} == {
        "quantum_sensing": (3, True),
        "cloud": (4, False),
    }
    # Cited, though nobody was asked how far it is.
    (unknown,) = [row for row in selection if row["technology_code"] == "biometrics"]
    assert (unknown["potential_count"], unknown["group_rank"], unknown["is_selected"]) == (None, None, False)
    of_third = [row for row in built.marts["flagship_selection"] if row["survey_code"] == "TST2025"]
    assert {row["is_selected"] for row in of_third} == {None}
    others = {row["submission_count"] for row in built.marts["capacity_building_needs_other"]}
    assert len(others) > 2
    for mart, column in (
        ("participation_by_region", "participation_rank"),
        ("maturity_by_region", "share_rank"),
        ("maturity_distribution", "share_rank"),
        ("flagship_selection", "citation_rank"),
        ("development_potential", "potential_rank"),
    ):
        keys = [
            (row["survey_code"], row.get("region_code") if mart.endswith("maturity_by_region") else "", row[column])
            for row in built.marts[mart]
            if row["survey_code"] != "SCS2024" and row[column] is not None
        ]
        assert max(Counter(keys).values()) > 1, mart


def test_the_second_reading_keeps_to_the_rules_where_they_are_easy_to_get_wrong() -> None:
    assert [whole_percent(Fraction(count, 40)) for count in (23, 1)] == [58, 3]
    assert ranks({"a": 3, "b": 2, "c": 2, "d": 1, "e": None}) == {"a": 1, "b": 2, "c": 2, "d": 4, "e": None}
    # Equal potential: the most cited technology of each group decides, then the code; an overlapping group is out.
    places = group_places(
        {"a": "a", "b": "b", "c": "b", "d": "d", "e": "e"},
        {"a": 5, "b": 1, "c": 5, "d": 5, "e": 9},
        {"a": 2, "b": 3, "c": 0, "d": 2, "e": 9},
        {"e"},
    )
    assert places == {"b": 1, "a": 2, "d": 3}


def test_intervals_and_errors_are_those_of_statsmodels_and_svy(built: Built) -> None:
    """statsmodels confirms Wilson's interval, given the effective number of answers; svy the standard errors."""
    with duckdb.connect(str(built.project.warehouse), read_only=True) as warehouse:
        rows = warehouse.execute(
            """
            with members as (
                select survey_code, region_code, member_count from marts.participation_by_region
                union all
                select survey_code, 'ALL', member_count from marts.participation_summary
            )
            select distinct
                submission_count, respondent_count, greatest(respondent_count, member_count),
                value_lowest_possible, value_highest_possible, value_standard_error, value_low, value_high
            from marts.indicators
            inner join members using (survey_code, region_code)
            where respondent_count > 1 and unit_code = 'share' and value_low is not null
            """
        ).fetchall()
    compared = 0
    for given, answered, members, lowest, highest, error, low, high in rows:
        if answered == members:
            assert (low, high, error) == (lowest, highest, 0)
            continue
        size = (answered - 1) / (1 - answered / members)
        wilson = proportion_confint(size * given / answered, size, method="wilson")
        assert low == pytest.approx(max(lowest, wilson[0]), abs=1e-9)
        assert high == pytest.approx(min(highest, wilson[1]), abs=1e-9)
        if 0 < given < answered:
            assert error == pytest.approx(_error_by_svy([1] * given + [0] * (answered - given), members), abs=1e-9)
            compared += 1
    assert compared > 200


def test_errors_of_means_are_those_of_svy(built: Built) -> None:
    survey = built.surveys["SCS2024"]
    with duckdb.connect(str(built.project.warehouse), read_only=True) as warehouse:
        errors = warehouse.execute(
            "select technology_code, impact_mean_standard_error from marts.impact_difficulty where survey_code = ?",
            [survey.code],
        ).fetchall()
    assert errors
    for technology, error in errors:
        scores = survey.values("expected_impact", technology)
        assert error == pytest.approx(_error_by_svy(scores, sum(survey.frame.values())), abs=1e-9)


def _error_by_svy(values: list[int], members: int) -> float:
    answered = pl.DataFrame({"value": values}).cast(pl.Float64)
    drawn = answered.with_columns(weight=pl.lit(members / len(values)), members=pl.lit(members))
    sample = svy.Sample(drawn, svy.Design(wgt="weight", pop_size="members"))
    return float(sample.estimation.mean("value").estimates[0].se)


@pytest.mark.parametrize("survey_code", ROUNDS)
def test_ranges_of_ranks_are_never_narrower_than_by_how_answers_go_together(built: Built, survey_code: str) -> None:
    """The marts make the most of what no release tells: how the same Members answered both items."""
    ranges = list(ranges_with_joint_counts(built.surveys[survey_code]))
    for shown, exact in ranges:
        assert shown["rank_from"] <= exact["rank_from"] <= exact["rank_to"] <= shown["rank_to"]
    assert len(ranges) > 100
    assert any(shown != exact for shown, exact in ranges)


def test_the_points_of_the_normal_distribution_are_those_of_scipy(built: Built) -> None:
    shares = [f"{share:.17e}" for share in (0.05, *(0.05 / (items * (items - 1)) for items in range(2, 60)), 1e-10)]
    query = " union all ".join(
        f"select {share} as share, {{{{ upper_normal_point('{share}') }}}} as point" for share in shares
    )
    rows = query_with_macros(built.project, built.project.warehouse, None, query)
    assert len(rows) == len(shares)
    for row in rows:
        assert float(row["point"]) == pytest.approx(norm.isf(float(row["share"])), abs=1e-9)
    ((point,),) = [
        row.values()
        for row in query_with_macros(built.project, built.project.warehouse, None, "select {{ critical_value() }} as z")
    ]
    assert float(point) == pytest.approx(norm.isf(0.025), abs=1e-12)
