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
# Which rows of raw_answers, and how they are written: with empty texts, and in no order.
IN_PARTITIONS = (
    "select * replace (coalesce(item_code, '') as item_code) from rows order by hash(rows)",
    ", partition_by (question_code)",
)


@pytest.fixture(scope="module")
def project(module_project: Project) -> Project:
    register(SECOND, module_project.root)
    return module_project


@pytest.fixture(scope="module")
def from_csv(project: Project) -> Summary:
    return build(project, [FIXTURE])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same for all tests: a build of files that were built before takes less time."""
    return tmp_path_factory.mktemp("parquet") / "round"


def write_parquet(folder: Path, answers: str, options: str = "") -> None:
    """The second round as Parquet. answers: a query on `rows`, the rows of raw_answers."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for raw_name in RAW_NAMES:
        with duckdb.connect() as connection:
            connection.execute(f"create table rows as from read_csv('{FIXTURE / raw_name}.csv', all_varchar = true)")
            is_answers = raw_name == RAW_ANSWERS
            connection.execute(
                f"copy ({answers if is_answers else 'from rows'}) to '{folder / raw_name}.parquet' "
                f"(format parquet{options if is_answers else ''})"
            )


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
        IN_PARTITIONS,
    ],
    ids=["as a file", "in partitions", "in partitions with empty texts, in no order"],
)
def test_a_round_gives_the_same_marts_as_parquet_and_as_csv(
    project: Project, from_csv: Summary, folder: Path, answers: str, options: str
) -> None:
    write_parquet(folder, answers, options)
    summary = build(project, [folder])
    assert summary.status == "released", summary
    assert from_csv.release
    assert summary.release
    compared = list(zip(marts(project, from_csv), marts(project, summary), strict=True))
    assert len(compared) > 20
    for of_csv, of_parquet in compared:
        assert of_parquet == of_csv
    assert summary.release["content_hash"] == from_csv.release["content_hash"]
    assert {totals.survey_code for totals in summary.totals} == {"SCS2024", SECOND.survey_code}


def test_faults_of_parquet_are_named_with_file_and_row(project: Project, folder: Path) -> None:
    """A row twice, an answer that its scale has not, an answer without a submission, and an unknown item."""
    answers, options = IN_PARTITIONS
    write_parquet(
        folder,
        f"""
        with numbered as (
            select
                *,
                row_number() over (partition by question_code) as number,
                question_code = 'technology_status' as is_one
            from ({answers})
        )
        select * exclude (number, is_one) replace (
            case when is_one and number = 5 then 'perhaps' else answer end as answer,
            case when is_one and number = 9 then 'nobody' else submission_id end as submission_id,
            case when is_one and number = 12 then 'abacus' else item_code end as item_code
        )
        from numbered
        union all
        select * exclude (number, is_one) from numbered where is_one and number = 1
        """,
        options,
    )
    (file,) = (folder / "raw_answers.parquet" / "question_code=technology_status").iterdir()
    with duckdb.connect() as connection:
        rows = connection.execute(
            f"select answer, submission_id, item_code, list(file_row_number + 1 order by file_row_number) as numbers"
            f" from read_parquet('{file}', file_row_number = true, hive_partitioning = false) group by all"
        ).fetchall()

    summary = build(project, [folder], release=False)
    assert summary.status == "failed"
    lines = {finding.check: finding.line for finding in summary.findings}
    ((one, other),) = [numbers for *_, numbers in rows if len(numbers) == 2]
    assert lines["raw_answers_are_unique"].startswith(f"{file}, rows {one} and {other}, column answer: found ")
    for check, column, found, expected in (
        ("raw_answers_are_on_their_scale", "answer", "perhaps", "expected"),
        ("raw_answers_belong_to_a_submission", "submission_id", "nobody", ""),
        ("raw_answers_have_known_questions_and_items", "item_code", "abacus", "expected one of "),
    ):
        ((number,),) = [numbers for *values, numbers in rows if found in values]
        assert lines[check].startswith(f"{file}, row {number}, column {column}: found '{found}', {expected}")


def test_a_file_that_is_no_parquet_stops_the_build_in_one_line(project: Project, tmp_path: Path) -> None:
    shutil.copytree(FIXTURE, tmp_path / "round")
    (tmp_path / "round" / "raw_answers.csv").rename(tmp_path / "round" / "raw_answers.parquet")
    summary = build(project, [tmp_path / "round"])
    assert summary.exit_code == 2
    (line,) = summary.errors
    assert line.startswith(f"{tmp_path}/round/raw_answers.parquet: cannot be read (")
    assert line.endswith("expected a Parquet file; write it again or remove it")
