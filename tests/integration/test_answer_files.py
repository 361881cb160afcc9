"""Answers as files for analysts: read back they are those of the warehouse, with their labels, for the owner's eyes."""

import csv
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pandas as pd
import pyreadstat
import pytest

from pipeline.answer_files.variables import variables_of
from pipeline.project import Project
from tests.support.command import run_command

# A text in other letters and directions, longer than Stata takes.
TEXT = "عربي, 中文 " + "é" * 1500


@pytest.fixture(scope="module")
def project(module_project: Project) -> Project:
    """A project whose warehouse has an unusual text."""
    with duckdb.connect(str(module_project.warehouse)) as warehouse:
        warehouse.execute(
            "update raw.raw_answers set answer = ? where question_code = 'capacity_building_need_other'"
            " and submission_id = (select min(submission_id) from core.fct_answers"
            " where question_code = 'capacity_building_need_other' and answer_state = 'answered'"
            " and submission_state = 'counted')",
            [TEXT],
        )
    return module_project


@pytest.fixture(scope="module")
def folder(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inside") / "answers"
    ended = run_command(project.root, "export", "--answers", "-o", folder)
    assert (ended.returncode, ended.stderr) == (0, "")
    counted, told = ended.stdout.splitlines()
    assert counted == "SCS2024 (synthetic answers): 122 submissions, 68 variables"
    assert told.startswith("Confidential: answers of single respondents, readable by you alone")
    return folder


@pytest.fixture(scope="module")
def warehouse(project: Project) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(project.warehouse), read_only=True) as connection:
        yield connection


def _read(folder: Path, kind: str, language: str = "en"):
    read = {"sav": pyreadstat.read_sav, "dta": pyreadstat.read_dta}[kind]
    return read(folder / f"SCS2024_answers_{language}.{kind}")


def _plain(rows: pd.DataFrame) -> list[tuple[object, ...]]:
    """Rows with None for what is missing: SPSS and Stata keep no text apart from an empty one."""
    columns = [[None if pd.isna(value) or value == "" else value for value in rows[name]] for name in rows]
    return list(zip(*columns, strict=True))


@pytest.mark.parametrize("kind", ["sav", "dta", "parquet"])
def test_each_file_counts_as_the_marts_do(folder: Path, warehouse: duckdb.DuckDBPyConnection, kind: str) -> None:
    path = folder / "SCS2024_answers.parquet"
    rows = duckdb.sql(f"from read_parquet('{path}')").df() if kind == "parquet" else _read(folder, kind)[0]
    members = rows[rows["respondent_kind"] == 1]
    assert len(members) == 116
    codes = {
        code: number
        for number, code in enumerate(("adopted", "in_development", "under_consideration", "not_planned"), 1)
    }
    statuses = warehouse.execute(
        "select technology_code, status_code, submission_count, respondent_count from marts.technology_adoption"
    ).fetchall()
    assert len(statuses) > 30
    for technology, status, count, base in statuses:
        answers = members[f"q03_{technology}"].dropna()
        assert (sum(answers == codes[status]), len(answers)) == (count, base)
    for mean, base, technology in warehouse.execute(
        "select impact_mean, impact_respondent_count, technology_code from marts.impact_difficulty"
    ).fetchall():
        answers = members[f"q04_{technology}"].dropna()
        assert (float(answers.mean()), len(answers)) == (pytest.approx(mean), base)


def test_all_formats_hold_the_same_answers(folder: Path) -> None:
    parquet = duckdb.sql(f"from read_parquet('{folder / 'SCS2024_answers.parquet'}')").df()
    parquet["submitted_on"] = parquet["submitted_on"].dt.date
    of_spss, of_stata = _read(folder, "sav")[0], _read(folder, "dta")[0]
    (of_text,) = (name for name in parquet if (parquet[name] == TEXT).any())
    assert list(of_spss) == list(of_stata) == list(parquet)
    assert _plain(of_spss) == _plain(parquet)
    # Stata holds 2,044 bytes of a text.
    cut = parquet.assign(**{of_text: parquet[of_text].replace(TEXT, TEXT.encode()[:2044].decode(errors="ignore"))})
    assert _plain(of_stata) == _plain(cut) != _plain(parquet)


def test_every_answer_of_the_warehouse_is_there(folder: Path, warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = _read(folder, "sav")[0]
    answered = warehouse.execute(
        "select count(*) from core.fct_answers where submission_state = 'counted' and answer_state = 'answered'"
    ).fetchone()
    questions = [name for name in rows if name.startswith("q")]
    assert sum(value is not None for row in _plain(rows[questions]) for value in row) == (answered or [0])[0] > 3000


@pytest.mark.parametrize("kind", ["sav", "dta"])
@pytest.mark.parametrize(
    ("language", "variable", "label", "values"),
    [
        ("en", "q03_cloud", "Status of each technology: Cloud computing", {1: "Adopted", 4: "Not planned"}),
        ("fr", "q03_cloud", "État de chaque technologie : Informatique en nuage", {1: "Adoptée", 4: "Non prévue"}),
        ("fr", "region", "Région", {5: "Europe"}),
        ("en", "q01", "IT strategy", {1: "Yes", 2: "No"}),
    ],
)
def test_labels_are_read_back_in_both_languages(folder: Path, kind, language, variable, label, values) -> None:
    about = _read(folder, kind, language)[1]
    assert about.column_names_to_labels[variable] == label
    read = about.variable_value_labels[variable]
    assert {number: read[number] for number in values} == values
    assert about.file_label == "SCS2024: synthetic answers, confidential"


def test_every_variable_and_number_stands_in_the_list(folder: Path, warehouse: duckdb.DuckDBPyConnection) -> None:
    with (folder / "SCS2024_variables.csv").open(encoding="utf-8", newline="") as file:
        listed = list(csv.DictReader(file))
    assert [*dict.fromkeys(row["variable"] for row in listed)] == list(_read(folder, "sav")[0])
    about = _read(folder, "sav", "fr")[1]
    numbered = [row for row in listed if row["number"]]
    assert len(numbered) > 100
    assert all(about.variable_value_labels[row["variable"]][int(row["number"])] == row["name_fr"] for row in numbered)
    asked = warehouse.execute("select question_code, item_code from core.dim_survey_items").fetchall()
    assert {(row["question_code"], row["item_code"]) for row in listed} - {("", "")} == set(asked)


def test_names_are_short_and_apart_whatever_the_codes(project: Project, tmp_path: Path) -> None:
    copy = shutil.copyfile(project.warehouse, tmp_path / "warehouse.duckdb")
    with duckdb.connect(str(copy)) as warehouse:
        for number, code in enumerate(("a-" + "b" * 37, "a_" + "b" * 37 + "c", "a_" + "b" * 38), 900):
            warehouse.execute(
                "insert into core.dim_survey_items by name select * replace (? as item_code, ? as position)"
                " from core.dim_survey_items where question_code = 'technology_status' limit 1",
                [code, number],
            )
        names = [variable.name for variable in variables_of(warehouse, "SCS2024")]
    assert len(names) == len(set(names)) == 71
    assert max(map(len, names)) == 32
    assert not any("-" in name for name in names)


def test_files_are_readable_by_their_owner_alone(folder: Path) -> None:
    assert folder.stat().st_mode & 0o777 == 0o700
    assert sorted(path.name for path in folder.iterdir()) == [
        "SCS2024_answers.parquet",
        *(f"SCS2024_answers_{language}.{kind}" for language in ("en", "fr") for kind in ("dta", "sav")),
        "SCS2024_variables.csv",
        "confidential.txt",
    ]
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


def test_no_member_is_named(folder: Path) -> None:
    assert "member_code" not in list(_read(folder, "sav")[0])


def test_answers_do_not_go_among_releases_or_into_version_control(project: Project, tmp_path: Path) -> None:
    repository = tmp_path / "repository"
    repository.mkdir()
    subprocess.run(["git", "init", "--quiet", repository], check=True)
    (repository / ".gitignore").write_text("/inside/\n*.csv\n")
    (repository / "inside").mkdir()
    for folder, said in (
        (project.releases / "answers", "found a folder among the releases"),
        (project.releases, "found a folder among the releases"),
        (project.seeds / "raw" / "answers", "found a folder that is shipped with the project"),
        (repository / "answers", "found a folder that git does not ignore, expected confidential answers outside"),
        (repository / "new" / "answers", "found a folder that git does not ignore"),
    ):
        ended = run_command(project.root, "export", "--answers", "-o", folder)
        assert (ended.returncode, ended.stdout) == (2, ""), folder
        (line,) = ended.stderr.splitlines()
        assert said in line
        assert not (folder / "confidential.txt").exists()
    ignored = repository / "inside" / "answers"
    assert run_command(project.root, "export", "--answers", "-o", ignored).returncode == 0
    status = subprocess.run(
        ["git", "status", "--short", "-uall"], cwd=repository, capture_output=True, text=True, check=True
    )
    assert status.stdout.split() == ["??", ".gitignore"]


def test_an_export_of_answers_replaces_no_other_folder(project: Project, folder: Path, tmp_path: Path) -> None:
    open_data = tmp_path / "open"
    assert run_command(project.root, "export", "-o", open_data).returncode == 0
    refused = run_command(project.root, "export", "--answers", "-o", open_data, "--force")
    assert refused.returncode == 2
    assert "expected an empty folder, or none" in refused.stderr
    again = run_command(project.root, "export", "--answers", "-o", folder)
    assert "replace it by --force" in again.stderr
    assert run_command(project.root, "export", "--answers", "-o", folder, "--force").returncode == 0
    assert [path.name for path in folder.parent.iterdir()] == ["answers"]


def test_answers_that_are_no_codes_are_told_and_nothing_is_written(copy_of, released_project, tmp_path: Path) -> None:
    project = Project(copy_of(released_project, tmp_path / "project"))
    with duckdb.connect(str(project.warehouse)) as warehouse:
        warehouse.execute("update raw.raw_answers set answer = 'perhaps' where question_code = 'it_strategy'")
    ended = run_command(project.root, "export", "--answers", "-o", tmp_path / "answers")
    assert ended.returncode == 2
    assert "found perhaps, expected one of yes, no" in ended.stderr
    project.warehouse.unlink()
    ended = run_command(project.root, "export", "--answers", "-o", tmp_path / "answers")
    assert "target/warehouse.duckdb: found no warehouse, expected one; run `smart-customs build`" in ended.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["project"]
