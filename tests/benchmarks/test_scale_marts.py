"""What benchmarks/scale holds the build against makes the same marts, and a difference would be seen."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from benchmarks.scale.comparing import compare
from benchmarks.scale.floor import make_floor
from benchmarks.scale.sources import Sources
from benchmarks.scale.with_pandas import make_with_pandas

WAYS = [pytest.param(make_floor, id="floor"), pytest.param(make_with_pandas, id="pandas")]


@pytest.fixture(scope="module")
def built(released_project: Path) -> Path:
    return released_project / "target" / "warehouse.duckdb"


@pytest.fixture(scope="module")
def floor(released_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("floor") / "floor.duckdb"
    assert make_floor(Sources(released_project), output) > 0
    return output


@pytest.mark.parametrize("make", WAYS)
def test_each_way_makes_the_marts_of_the_build(
    make: Callable[[Sources, Path], float], released_project: Path, built: Path, tmp_path: Path
) -> None:
    output = tmp_path / "made.duckdb"
    assert make(Sources(released_project), output) > 0
    assert compare(built, output, "it") == []


@pytest.mark.parametrize("make", WAYS)
def test_a_round_in_parquet_is_counted_beside_the_shipped_one(
    make: Callable[[Sources, Path], float], released_project: Path, built: Path, tmp_path: Path
) -> None:
    """The shipped round under the code of another: its figures are those of the shipped one."""
    project, raw = _with_round(released_project, tmp_path)
    output = tmp_path / "made.duckdb"
    make(Sources(project, raw), output)
    with duckdb.connect(str(output)) as made:
        for (name,) in made.execute("select table_name from duckdb_tables() where schema_name = 'marts'").fetchall():
            of_round = f"select * exclude (survey_code) from marts.{name} where survey_code = "
            new, shipped = f"{of_round}'TST2024'", f"{of_round}'SCS2024'"
            query = f"({new} except {shipped}) union all ({shipped} except {new})"
            # The second of two rounds has one before it.
            if name != "indicator_changes":
                assert made.execute(query).fetchall() == [], name
            assert made.execute(f"from marts.{name} where survey_code = 'TST2024'").fetchall(), name
            made.execute(f"delete from marts.{name} where survey_code = 'TST2024'")
    assert compare(built, output, "it") == []


@pytest.mark.parametrize("make", WAYS)
def test_the_latest_complete_submission_of_a_member_counts(
    make: Callable[[Sources, Path], float], released_project: Path, tmp_path: Path
) -> None:
    sent = [
        ("A1", "FRA", "2024-04-20T10:00:00Z", "false"),
        ("A2", "FRA", "2024-04-22T10:00:00Z", "false"),
        ("A3", "FRA", "2024-04-23T10:00:00Z", "true"),
        ("B1", "JPN", "2024-04-24T10:00:00Z", "true"),
    ]
    project, raw = _with_round(released_project, tmp_path)
    with duckdb.connect() as connection:
        rows = ", ".join(
            f"('TST2024', '{submission_id}', 'member', '{member}', null, null, '{at}', 'en', 'synthetic', "
            f"'{partial}', '', '')"
            for submission_id, member, at, partial in sent
        )
        connection.execute(
            f"copy (select * from (values {rows}) as sent({COLUMNS})) to '{raw}/raw_submissions.parquet'"
        )
        answers = ", ".join(
            f"('TST2024', '{submission_id}', 'technology_status', 'cloud', '{status}')"
            for (submission_id, *_), status in zip(
                sent, ("adopted", "in_development", "adopted", "adopted"), strict=True
            )
        )
        connection.execute(
            f"copy (select * from (values {answers}) as given(survey_code, submission_id, question_code, item_code, "
            f"answer)) to '{raw}/raw_answers.parquet'"
        )
    output = tmp_path / "made.duckdb"
    make(Sources(project, raw), output)
    with duckdb.connect(str(output)) as made:
        assert made.execute(
            "select region_code, submission_count from marts.participation_by_region "
            "where survey_code = 'TST2024' and submission_count > 0"
        ).fetchall() == [("EUR", 1)]
        assert made.execute(
            "select status_code, submission_count, respondent_count from marts.technology_adoption "
            "where survey_code = 'TST2024' and technology_code = 'cloud' order by status_code"
        ).fetchall() == [
            ("adopted", 0, 1),
            ("in_development", 1, 1),
            ("not_planned", 0, 1),
            ("under_consideration", 0, 1),
        ]
        assert made.execute(
            "select details_count from marts.participation_summary where survey_code = 'TST2024'"
        ).fetchall() == [(1,)]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            "update marts.it_strategy set yes_count = yes_count + 1",
            "it_strategy [SCS2024], yes_count: the script found 108, the build 107",
        ),
        (
            "update marts.impact_difficulty set impact_mean = impact_mean + 0.00001 where technology_code = 'cloud'",
            "impact_difficulty [SCS2024, cloud], impact_mean: the script found ",
        ),
        (
            "update marts.technology_adoption set share = null where technology_code = 'iot' "
            "and status_code = 'adopted'",
            "technology_adoption [SCS2024, iot, adopted], share: the script found None, the build ",
        ),
        (
            "delete from marts.partner_agencies where agency_type_code = 'it_department'",
            "partner_agencies [SCS2024, it_department]: the script made no row, the build a row",
        ),
        (
            "insert into marts.it_strategy from marts.it_strategy",
            "it_strategy: the script made 2 rows, of which 1 have a key of their own",
        ),
        (
            "alter table marts.case_study_offers drop respondent_count",
            "case_study_offers: the script made submission_count, survey_code, technology_code; the build ",
        ),
        ("drop table marts.maturity_by_region", "maturity_by_region: the script made no such mart"),
        ("delete from marts.flagship_selection", "flagship_selection: the script made no rows; the build "),
    ],
)
def test_one_change_is_one_difference(change: str, told: str, built: Path, floor: Path, tmp_path: Path) -> None:
    changed = tmp_path / "changed.duckdb"
    changed.write_bytes(floor.read_bytes())
    with duckdb.connect(str(changed)) as connection:
        connection.execute(change)
    lines = compare(built, changed, "the script")
    assert len(lines) == 1
    assert lines[0].startswith(told)


COLUMNS = (
    "survey_code, submission_id, respondent_kind, member_code, region_code, agency_type_code, submitted_at, language, "
    "origin, is_partial, source_file, source_row"
)


def _with_round(project: Path, folder: Path) -> tuple[Path, Path]:
    """A project with the shipped round registered as TST2024 too, and a folder with its answers as Parquet files."""
    copy, raw = folder / "project", folder / "raw"
    (copy / "seeds" / "codebook").mkdir(parents=True)
    (copy / "seeds" / "raw").mkdir()
    raw.mkdir()
    for path in (project / "seeds" / "codebook").glob("*.csv"):
        lines = path.read_text(encoding="utf-8").splitlines()
        lines += [line.replace("SCS2024", "TST2024", 1) for line in lines if line.startswith("SCS2024,")]
        (copy / "seeds" / "codebook" / path.name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    for path in (project / "seeds" / "raw").glob("*.csv"):
        (copy / "seeds" / "raw" / path.name).write_bytes(path.read_bytes())
        with duckdb.connect() as connection:
            rows = connection.read_csv(str(path), all_varchar=True)
            rows.select("* replace ('TST2024' as survey_code)").write_parquet(str(raw / f"{path.stem}.parquet"))
    return copy, raw
