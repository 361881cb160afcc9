"""The answers of large rounds: as many as asked for, the same for the same seed, like the round they are drawn from."""

import hashlib
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from benchmarks.copying import copy_project
from benchmarks.scale.answering import write_answers
from benchmarks.scale.rounds import DATES, LIKE, SURVEY
from pipeline.project import Project
from pipeline.seeds.raw import RAW_ANSWERS, RAW_NAMES, RAW_NEED_CODINGS, RAW_SUBMISSIONS, read_raw_answers
from pipeline.surveys.adding import add_survey

COUNT = 3_000


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Project:
    copy = copy_project(Project(root), tmp_path_factory.mktemp("project") / "copy")
    add_survey(copy, SURVEY, DATES, like=LIKE)
    return copy


@pytest.fixture(scope="module")
def folder(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("round") / "raw"
    write_answers(project, folder, COUNT)
    return folder


def rows(folder: Path, raw_name: str) -> list[tuple[object, ...]]:
    return duckdb.execute(f"from '{folder / raw_name}.parquet'").fetchall()


def test_there_are_as_many_submissions_as_asked_for_each_with_every_cell(folder: Path) -> None:
    ((submissions, members, first, last),) = duckdb.execute(
        "select count(*), count(distinct submission_id), min(submitted_at), max(submitted_at)"
        f" from '{folder}/raw_submissions.parquet' where origin = 'synthetic' and respondent_kind = 'member'"
    ).fetchall()
    assert (submissions, members) == (COUNT, COUNT)
    assert DATES.opened_on <= first < last < "2030-06-25"
    ((cells, distinct),) = duckdb.execute(
        "select count(*), count(distinct (submission_id, question_code, item_code))"
        f" from '{folder}/raw_answers.parquet'"
    ).fetchall()
    assert cells == distinct == 63 * COUNT


def test_the_same_seed_gives_the_same_rows_and_another_one_others(
    project: Project, folder: Path, tmp_path: Path
) -> None:
    for name, seed in (("again", 2024), ("other", 7)):
        write_answers(project, tmp_path / name, COUNT, seed)
    for raw_name in RAW_NAMES:
        assert rows(tmp_path / "again", raw_name) == rows(folder, raw_name)
    for raw_name in (RAW_SUBMISSIONS, RAW_ANSWERS):
        assert rows(tmp_path / "other", raw_name) != rows(folder, raw_name)


def test_the_rows_are_these_on_every_machine(folder: Path) -> None:
    """Another generator would change what benchmarks of other days were measured on."""
    digest = hashlib.sha256(repr([rows(folder, raw_name) for raw_name in RAW_NAMES]).encode()).hexdigest()
    assert digest == "36ae4832d40fbed042c846f9996221845ebfdde3f5f07d7dddfc150fbd26a8a1"


def test_shares_of_a_region_are_about_those_of_the_round_drawn_from(folder: Path, root: Path) -> None:
    shares = """
        select submissions.region_code, question_code, item_code, answer, count(*) / any_value(respondents) as share
        from {answers} as answers
        inner join {submissions} as submissions on answers.submission_id = submissions.submission_id
        inner join (
            select region_code, count(*) as respondents from {submissions}
            where respondent_kind = 'member' group by region_code
        ) as regions on submissions.region_code = regions.region_code
        where answer is not null and respondent_kind = 'member'
        group by all
    """
    csv = {name: f"read_csv('{root}/seeds/raw/{name}.csv', all_varchar = true)" for name in RAW_NAMES}
    parquet = {name: f"'{folder}/{name}.parquet'" for name in RAW_NAMES}
    model, drawn = (
        shares.format(answers=tables[RAW_ANSWERS], submissions=tables[RAW_SUBMISSIONS]) for tables in (csv, parquet)
    )
    ((most, cells),) = duckdb.execute(
        f"""
        select max(abs(coalesce(model.share, 0) - coalesce(drawn.share, 0))), count(*)
        from ({model}) as model full join ({drawn}) as drawn
            on model.region_code = drawn.region_code and model.question_code = drawn.question_code
            and model.item_code is not distinct from drawn.item_code and model.answer = drawn.answer
        """
    ).fetchall()
    assert cells > 900
    assert 0 < most < 0.15


def test_nobody_chooses_more_than_the_questionnaire_allows(folder: Path) -> None:
    ((most,),) = duckdb.execute(
        f"select max(choices) from (select count(*) as choices from '{folder}/raw_answers.parquet'"
        " where question_code = 'flagship_choice' and answer = 'yes' group by submission_id)"
    ).fetchall()
    assert most == 3


def test_what_was_written_is_a_raw_folder(project: Project, folder: Path) -> None:
    raw = read_raw_answers(project, [folder])
    assert [table.survey_codes for tables in raw.tables.values() for table in tables] == [{SURVEY}] * 3
    assert rows(folder, RAW_NEED_CODINGS)


def test_only_texts_that_somebody_wrote_are_coded(project: Project, folder: Path, tmp_path: Path) -> None:
    write_answers(project, tmp_path / "raw", 20)
    coded = {answer for _, answer, _ in rows(tmp_path / "raw", RAW_NEED_CODINGS)}
    written = {
        answer for *_, question, _, answer in rows(tmp_path / "raw", RAW_ANSWERS) if question.endswith("_need_other")
    }
    assert coded <= written
    assert len(coded) < len(rows(folder, RAW_NEED_CODINGS))


_MEMORY_OF_COMMAND = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def test_memory_does_not_grow_with_the_round(project: Project, root: Path, tmp_path: Path) -> None:
    """Most memory in use of a process that writes ten times as many submissions."""
    kilobytes = []
    for count in ("5000", "50000"):
        command = [sys.executable, "-m", "benchmarks.scale.answering", project.root, tmp_path / count, count]
        # In a small process between: one that is started counts the memory of the one that starts it as its own.
        told = subprocess.run(
            [sys.executable, "-c", _MEMORY_OF_COMMAND, *command],
            cwd=root,
            capture_output=True,
            text=True,
            check=True,
        )
        kilobytes.append(int(told.stdout))
    assert kilobytes[1] < 1.5 * kilobytes[0]
    assert kilobytes[1] < 600_000
