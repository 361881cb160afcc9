"""A round that comes as Parquet gives the marts that it gives as CSV, and its faults are named with file and row."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from made_up_rounds import SECOND, register

from pipeline.building.summary import Summary
from pipeline.project import Project
from pipeline.releases.store import ReleaseStore
from pipeline.seeds.raw import RAW_ANSWERS, RAW_NAMES
from tests.support.building import build
from tests.support.sampling import slow

FIXTURE = Path(__file__).parents[1] / "rounds" / SECOND.survey_code


@pytest.fixture(scope="module")
def project(module_project: Project) -> Project:
    register(SECOND, module_project.root)
    return module_project


@pytest.fixture(scope="module")
def from_csv(project: Project) -> Summary:
    return build(project, [FIXTURE])


def write_parquet(folder: Path, answers: str, options: str = "") -> Path:
    """The second round as Parquet. answers: a query on `rows`, the rows of raw_answers."""
    folder.mkdir()
    for raw_name in RAW_NAMES:
        with duckdb.connect() as connection:
            connection.execute(f"create table rows as from read_csv('{FIXTURE / raw_name}.csv', all_varchar = true)")
            is_answers = raw_name == RAW_ANSWERS
            connection.execute(
                f"copy ({answers if is_answers else 'from rows'}) to '{folder / raw_name}.parquet' "
                f"(format parquet{options if is_answers else ''})"
            )
    return folder


def marts(project: Project, summary: Summary) -> Iterator[tuple[str, list[tuple[object, ...]]]]:
    """Each mart of the release of a build, with its rows."""
    assert summary.release
    release = ReleaseStore(project.releases).get(summary.release["release_id"])
    with duckdb.connect(str(project.releases / release.file), read_only=True) as connection:
        names = connection.execute("select table_name from duckdb_tables() where schema_name = 'marts'").fetchall()
        for (name,) in sorted(names):
            yield name, connection.execute(f"select * from marts.{name} order by all").fetchall()


@pytest.mark.parametrize(
    ("answers", "options"),
    [
        pytest.param("from rows", "", marks=slow),
        pytest.param("from rows", ", partition_by (survey_code, question_code)", marks=slow),
        (
            "select * replace (coalesce(item_code, '') as item_code) from rows order by hash(rows)",
            ", partition_by (question_code)",
        ),
    ],
    ids=["as a file", "in partitions", "in partitions with empty texts, in no order"],
)
def test_a_round_gives_the_same_marts_as_parquet_and_as_csv(
    project: Project, from_csv: Summary, tmp_path: Path, answers: str, options: str
) -> None:
    summary = build(project, [write_parquet(tmp_path / "round", answers, options)])
    assert summary.status == "released", summary
    assert from_csv.release
    assert summary.release
    compared = list(zip(marts(project, from_csv), marts(project, summary), strict=True))
    assert len(compared) > 20
    for of_csv, of_parquet in compared:
        assert of_parquet == of_csv
    assert summary.release["content_hash"] == from_csv.release["content_hash"]
    assert {totals.survey_code for totals in summary.totals} == {"SCS2024", SECOND.survey_code}


def test_faults_of_parquet_are_named_with_file_and_row(project: Project, tmp_path: Path) -> None:
    """The first row twice, an answer that its scale has not, an answer without a submission, and an unknown item."""
    folder = write_parquet(
        tmp_path / "round",
        """
        select * from (
            select * exclude (number) replace (
                case number when 5 then 'perhaps' else answer end as answer,
                case number when 9 then 'nobody' else submission_id end as submission_id,
                case number when 12 then 'abacus' else item_code end as item_code
            )
            from (select *, row_number() over () as number from rows)
            order by number
        )
        union all
        (from rows limit 1)
        """,
    )
    summary = build(project, [folder], release=False)
    assert summary.status == "failed"
    lines = {finding.check: finding.line for finding in summary.findings}
    file = folder / "raw_answers.parquet"
    last = sum(1 for _ in (FIXTURE / "raw_answers.csv").open())
    assert lines["raw_answers_are_unique"].startswith(f"{file}, rows 1 and {last}, column answer: found ")
    assert lines["raw_answers_are_on_their_scale"].startswith(
        f"{file}, row 5, column answer: found 'perhaps', expected"
    )
    assert lines["raw_answers_belong_to_a_submission"].startswith(
        f"{file}, row 9, column submission_id: found 'nobody'"
    )
    assert lines["raw_answers_have_known_questions_and_items"].startswith(
        f"{file}, row 12, column item_code: found 'abacus', expected one of "
    )


def test_a_file_that_is_no_parquet_stops_the_build_in_one_line(project: Project, tmp_path: Path) -> None:
    shutil.copytree(FIXTURE, tmp_path / "round")
    (tmp_path / "round" / "raw_answers.csv").rename(tmp_path / "round" / "raw_answers.parquet")
    summary = build(project, [tmp_path / "round"])
    assert summary.exit_code == 2
    (line,) = summary.errors
    assert line.startswith(f"{tmp_path}/round/raw_answers.parquet: cannot be read (")
    assert line.endswith("expected a Parquet file; write it again or remove it")
