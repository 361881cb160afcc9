"""No suppressed number of a release can be recovered from it; where less is suppressed, the attack recovers numbers."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from pipeline.project import Project
from pipeline.releases.store import ReleaseStore
from tests.disclosure.attack import Findings, attack
from tests.disclosure.collected_rounds import ROUNDS, register, write_raw
from tests.disclosure.reweighting import Region, Sums, possible
from tests.support.building import build, run_dbt_command
from tests.support.sampling import slow

Release = duckdb.DuckDBPyConnection

BY_SHAPE = {a_round.shape: a_round for a_round in ROUNDS}
LARGE_ENOUGH = "regions just large enough"
# What all regions together and the public submissions tell, whatever is suppressed, is nearly everything here.
NOTHING_TO_KEEP = ("everybody gives the same answer", "one region alone")
# The region that is at one, or none for each of them, and in which indicator.
AT_ONE = {
    "the largest region at one on an item": ("EUR", "technology_status"),
    "the smallest region at one on an item": ("MENA", "technology_status"),
    "every region at one, not all at the same": ("", "technology_status"),
    "the highest score from everybody in a region": ("AMS", "expected_impact"),
    "a need that nobody in a region chose": ("WCA", "capacity_building_needs"),
    "a region at one on a question without items": ("WCA", "it_strategy"),
}

# Nobody there is above or below the others, which the mean alone does not tell.
SPREAD = "the same middle score in the smallest and the next"

# Weaker rules: a model, what it says, and what it would say.
THE_BLOCKS = Path("models") / "disclosure" / "suppression" / "suppressed_blocks.sql"
THE_RULE = "counted.size_order <= greatest(counted.last_sensitive_order, 2, safe_region_counts.safe_region_count)"
WEAKER_RULES = {
    "the threshold alone": (THE_BLOCKS, THE_RULE, "counted.is_too_small"),
    "the threshold and the next smallest region": (
        THE_BLOCKS,
        THE_RULE,
        "counted.size_order <= greatest(counted.last_sensitive_order, 2)",
    ),
    "every question reweighted": (
        Path("models") / "disclosure" / "shown" / "shown_sums.sql",
        "select * from {{ ref('shown_answer_counts') }}",
        "select *, false as is_suppressed from {{ ref('answer_counts') }}",
    ),
}


@pytest.fixture(scope="module")
def project(
    tmp_path_factory: pytest.TempPathFactory, released_project: Path, copy_of: Callable[[Path, Path], Path]
) -> Project:
    """A project whose release holds the made-up rounds."""
    folder = tmp_path_factory.mktemp("disclosure")
    project = Project(copy_of(released_project, folder / "project"))
    register(project, ROUNDS)
    write_raw(project, ROUNDS, folder / "raw")
    summary = build(project, [folder / "raw"])
    assert summary.status == "released", summary
    return project


@pytest.fixture(scope="module")
def release(project: Project) -> Iterator[Release]:
    current = ReleaseStore(project.releases).current()
    assert current
    with duckdb.connect(str(project.releases / current.file), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def attacked(release: Release) -> Callable[[str], Findings]:
    """What the attack finds in a shape; each is attacked once."""
    found: dict[str, Findings] = {}

    def _attacked(shape: str) -> Findings:
        if shape not in found:
            found[shape] = attack(release, BY_SHAPE[shape].survey_code)
            _tell(shape, found[shape])
        return found[shape]

    return _attacked


@pytest.mark.parametrize("shape", [shape for shape in BY_SHAPE if shape != LARGE_ENOUGH])
def test_no_suppressed_number_can_be_recovered(attacked: Callable[[str], Findings], shape: str) -> None:
    findings = attacked(shape)
    # Where one region is at one on one question, others are shown.
    assert len(findings.suppressed) > (8 if shape in AT_ONE else 300)
    assert findings.recovered == {}
    if shape not in NOTHING_TO_KEEP:
        assert len(findings.given_away) < len(findings.suppressed) / 2


def test_what_all_regions_together_give_away_is_told_apart(attacked: Callable[[str], Findings]) -> None:
    alone = attacked("one region alone")
    assert alone.given_away == alone.suppressed
    given_away = {(cell.region_code, cell.column) for cell in attacked("one small region and no blanks").given_away}
    # Where nobody left it blank, everybody that sent a submission answered.
    assert ("MENA", "respondent_count") in given_away
    assert ("MENA", "submission_count") not in given_away


def test_what_few_answered_anywhere_is_suppressed_everywhere(attacked: Callable[[str], Findings]) -> None:
    findings = attacked("items that few answered anywhere")
    national = {(cell.mart, cell.key) for cell in findings.suppressed if not cell.region_code}
    assert ("technology_adoption", "iot adopted") in national
    assert ("impact_difficulty", "iot") in national
    assert ("maturity_distribution", "3") in national
    assert not [cell for cell in findings.given_away if not cell.region_code]


def test_nothing_is_suppressed_where_every_region_is_large_enough(release: Release) -> None:
    assert attack(release, BY_SHAPE[LARGE_ENOUGH].survey_code).suppressed == set()


@pytest.mark.parametrize("shape", [shape for shape in BY_SHAPE if shape in AT_ONE])
def test_what_a_region_answered_alike_is_not_shown(release: Release, of_one_mind_shown: Release, shape: str) -> None:
    survey_code = BY_SHAPE[shape].survey_code
    region, indicator = AT_ONE[shape]
    assert _told_of_each(release, survey_code) == set()
    told = _told_of_each(of_one_mind_shown, survey_code)
    assert {found for found in told if found[1] == indicator and region in ("", found[0])}


def test_what_all_regions_answered_alike_is_shown(release: Release) -> None:
    # All Members together tell it, whatever is suppressed.
    told = _told_of_each(release, BY_SHAPE["everybody gives the same answer"].survey_code)
    assert {region for region, _ in told} == {"AMS", "AP", "ESA", "EUR"}


def test_a_resubmission_makes_no_region_larger(release: Release) -> None:
    survey_code = BY_SHAPE["resubmissions of a small region"].survey_code
    counts = release.execute(
        "select distinct submission_count from marts.participation_by_region"
        " where survey_code = ? and region_code = 'MENA'",
        [survey_code],
    ).fetchall()
    assert counts == [(3,)]
    assert ("maturity_by_region", "MENA") in _suppressed_regions(release, survey_code)


def test_synthetic_rounds_are_shown_whole(release: Release) -> None:
    assert _suppressed_regions(release, "SCS2024") == set()


@slow
@pytest.mark.parametrize("shape", ["one small region", "the lowest answers only in the smallest and the next"])
def test_by_the_threshold_alone_all_is_had_by_subtraction(weaker_marts: Callable[[str], Release], shape: str) -> None:
    findings = attack(weaker_marts("the threshold alone"), BY_SHAPE[shape].survey_code)
    _tell(f"{shape}, by the threshold alone", findings)
    assert set(findings.recovered) == findings.suppressed - findings.given_away
    assert len(findings.recovered) > 100


@pytest.mark.parametrize(
    ("shape", "share"),
    [
        # Here and there an answer that neither region gave.
        ("one small region", 0.01),
        # Nearly all answers are such.
        ("the lowest answers only in the smallest and the next", 0.9),
        # All but the zeros of the absent region is what is left of the other.
        ("one absent region", 0.4),
    ],
)
def test_with_the_next_smallest_region_alone_some_is_recovered(
    weaker_marts: Callable[[str], Release], shape: str, share: float
) -> None:
    findings = attack(weaker_marts("the threshold and the next smallest region"), BY_SHAPE[shape].survey_code)
    _tell(f"{shape}, by the threshold and the next smallest region", findings)
    assert len(findings.recovered) > share * len(findings.suppressed)


@pytest.mark.parametrize(
    ("shape", "rule"),
    [
        (
            "the lowest answers only in the smallest and the next",
            "the threshold and the next smallest region",
        ),
        ("one small region", "every question reweighted"),
    ],
)
def test_what_the_attack_recovers_is_true(
    weaker_marts: Callable[[str], Release], project: Project, shape: str, rule: str
) -> None:
    survey_code = BY_SHAPE[shape].survey_code
    findings = attack(weaker_marts(rule), survey_code)
    with duckdb.connect(str(project.target / "warehouse.duckdb"), read_only=True) as warehouse:
        truth = {
            (f"{item} {answer}".strip(), region): count
            for item, answer, region, count in warehouse.execute(
                "select item_code, answer_code, region_code, submission_count from core.answer_counts"
                " where survey_code = ? and question_code = 'technology_status'",
                [survey_code],
            ).fetchall()
        }
    recovered = {
        (cell.key, cell.region_code): value
        for cell, value in findings.recovered.items()
        if (cell.mart, cell.column) == ("technology_adoption_by_region", "submission_count")
    }
    assert recovered == {key: truth[key] for key in recovered}
    assert recovered


def test_no_spread_of_scores_is_shown_beside_a_suppressed_region(release: Release) -> None:
    shown = release.execute(
        """
        select suppressed, count(*) filter (impact_mean_standard_error is not null) from marts.impact_difficulty
        inner join (
            select survey_code, bool_or(is_suppressed) as suppressed
            from marts.impact_difficulty_by_region group by survey_code
        ) using (survey_code)
        group by suppressed
        """
    ).fetchall()
    by_suppression = dict(shown)
    assert by_suppression[True] == 0
    assert by_suppression[False] > 0


def test_the_spread_of_scores_would_give_means_away(project: Project, tmp_path: Path) -> None:
    """What the rule is for: with the squares of the scores shown, suppressed means are recovered."""
    model = Path("models") / "disclosure" / "certainty" / "score_sums.sql"
    sql = (project.root / model).read_text()
    rule = "case when suppressed.question_code is null then summed.square_sum end as square_sum"
    assert rule in sql
    weaker = {model: sql.replace(rule, "summed.square_sum")}
    warehouse = _run_models(project, tmp_path, "score_sums+", changed=weaker)
    with duckdb.connect(str(warehouse), read_only=True) as marts:
        findings = attack(marts, BY_SHAPE[SPREAD].survey_code)
    _tell(f"{SPREAD}, with the spread of scores", findings)
    assert findings.recovered
    assert {cell.mart for cell in findings.recovered} == {"impact_difficulty_by_region"}


@pytest.mark.parametrize(
    ("shape", "share"), [("one small region", 0.4), pytest.param("two small regions", 0.4, marks=slow)]
)
def test_by_reweighting_every_question_suppressed_regions_are_recovered(
    weaker_marts: Callable[[str], Release], shape: str, share: float
) -> None:
    findings = attack(weaker_marts("every question reweighted"), BY_SHAPE[shape].survey_code)
    _tell(f"{shape}, every question reweighted", findings)
    assert len(findings.recovered) > share * len(findings.suppressed - findings.given_away)


def test_a_question_is_reweighted_where_every_region_is_shown(release: Release) -> None:
    """Otherwise nothing could be recovered, because nothing would be released."""
    reweighted = dict(
        release.execute(
            "select survey_code, count(reweighted_value) / count(*) from marts.reweighted_indicators group by all"
        ).fetchall()
    )
    assert reweighted[BY_SHAPE[LARGE_ENOUGH].survey_code] > 0.5
    assert reweighted[BY_SHAPE["all regions small"].survey_code] == 0
    assert 0 < reweighted[BY_SHAPE["a grid with one item that few answered"].survey_code] < 1


def test_two_figures_leave_one_answer_of_two_regions() -> None:
    """Of 10 and 30 Members, 2 of 3 and 1 of 5 said yes: no other answers give the same two figures."""
    regions = {"A": Region(10, 3), "B": Region(30, 7), "C": Region(40, 20)}
    shown = {"C": Sums(16, {"yes": 4})}
    figure = (10 * 2 / 3 + 30 * 1 / 5 + 40 * 4 / 16) / 80
    assert possible(regions, shown, Sums(24, {"yes": 7}), {"yes": figure}) == {
        ("A", None): (3, 3),
        ("A", "yes"): (2, 2),
        ("B", None): (5, 5),
        ("B", "yes"): (1, 1),
    }
    # By the figure as counted alone, all of it stays open.
    assert possible(regions, shown, Sums(24, {"yes": 7}), {})["B", None] == (5, 7)


@slow
@pytest.mark.parametrize(("threshold", "smallest_shown"), [(0, 0), (13, 13)])
def test_the_threshold_is_a_setting(project: Project, tmp_path: Path, threshold: int, smallest_shown: int) -> None:
    variables = f"{{disclosure_threshold: {{collected: {threshold}, synthetic: 0}}, suppress_unanimous: false}}"
    warehouse = _run_models(project, tmp_path, "dim_surveys+", "--vars", variables)
    survey_code = BY_SHAPE["one small region"].survey_code
    with duckdb.connect(str(warehouse), read_only=True) as marts:
        suppressed = {
            region for mart, region in _suppressed_regions(marts, survey_code) if mart == "maturity_by_region"
        }
        (smallest,) = marts.execute(
            "select min(respondent_count) from marts.maturity_by_region where survey_code = ?", [survey_code]
        ).fetchone() or (None,)
        assert smallest is not None
        assert smallest >= smallest_shown
        assert len(suppressed) >= 3 if threshold else suppressed == set()
        assert attack(marts, survey_code).recovered == {}


@pytest.fixture(scope="module")
def of_one_mind_shown(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Release]:
    """The marts as they would be with the setting off."""
    folder = tmp_path_factory.mktemp("setting")
    warehouse = _run_models(project, folder, "dim_surveys+", "--vars", "{suppress_unanimous: false}")
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def weaker_marts(
    project: Project, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Release]]:  # fmt: skip
    """The marts as they would be by a weaker rule."""
    opened: dict[str, Release] = {}

    def _weaker_marts(rule: str) -> Release:
        if rule not in opened:
            folder = tmp_path_factory.mktemp("weaker")
            model, said, would_say = WEAKER_RULES[rule]
            sql = (project.root / model).read_text()
            assert said in sql
            warehouse = _run_models(
                project, folder, f"{model.stem}+", changed={model: sql.replace(said, would_say)}
            )  # fmt: skip
            opened[rule] = duckdb.connect(str(warehouse), read_only=True)
        return opened[rule]

    yield _weaker_marts
    for connection in opened.values():
        connection.close()


def _run_models(
    project: Project, folder: Path, selection: str, *options: str, changed: dict[Path, str] | None = None
) -> Path:
    """Make models again in a copy of the project and of its warehouse; gives the warehouse."""
    copy = folder / "project"
    shutil.copytree(project.root, copy, ignore=shutil.ignore_patterns("releases", "logs"))
    for path, content in (changed or {}).items():
        (copy / path).write_text(content)
    run_dbt_command(copy, "run", "--select", selection, *options)
    return copy / "target" / "warehouse.duckdb"


def _told_of_each(marts: Release, survey_code: str) -> set[tuple[str, str]]:
    """Region and indicator of every regional figure that is the same answer of everybody."""
    return {
        (str(region), str(indicator))
        for region, indicator in marts.execute(
            """
            select region_code, indicator_code
            from marts.indicators
            where survey_code = ? and region_code <> 'ALL' and indicator_code <> 'participation'
                and respondent_count > 0
                and case
                    when unit_code = 'mean' then value in (1, 5)
                    when answer_code = 'yes' then value in (0, 1)
                    else value = 1
                end
            """,
            [survey_code],
        ).fetchall()
    }


def _suppressed_regions(marts: Release, survey_code: str) -> set[tuple[str, str]]:
    """Regional mart and region of every block that is not shown."""
    regional = marts.execute(
        "select table_name from duckdb_columns() where schema_name = 'marts'"
        " and column_name in ('is_suppressed', 'region_code') group by table_name having count(*) = 2"
    ).fetchall()
    return {
        (mart, region)
        for (mart,) in regional
        for (region,) in marts.execute(
            f"select distinct region_code from marts.{mart} where survey_code = ? and is_suppressed", [survey_code]
        ).fetchall()
    }


def _tell(shape: str, findings: Findings) -> None:
    """Shown by `pytest -s`, and where a test fails."""
    print(
        f"{shape}: {len(findings.suppressed)} suppressed, {len(findings.given_away)} given away by all regions"
        f" together, {len(findings.recovered)} recovered"
    )
