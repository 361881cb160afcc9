"""Questionnaire, answers in a tool's own export, land, build: the marts are those of the same answers given directly.

No mapping is given to `land`: our questionnaire asks by our codes. Only where texts were exported in the place of codes
does one say what cannot be seen.
"""

import csv
import re
import shutil
from pathlib import Path

import pytest
from independent.marts import KEYS
from made_up_rounds import SECOND, register

from pipeline.codebook.codes import Codebook
from pipeline.codebook.reading import read_codebook
from pipeline.parity.compare import compare_mart
from pipeline.parity.marts import duckdb_mart
from pipeline.project import Project
from tests.landing.simulated import (
    Submission,
    kobo_records,
    read_submissions,
    write_kobo_csv,
    write_kobo_xlsx,
    write_limesurvey,
    write_raw,
)
from tests.support.building import build
from tests.support.command import run_command
from tests.support.sampling import slow

ROUND = Path(__file__).parents[1] / "rounds" / SECOND.survey_code
RawRow = tuple[str, ...]


@pytest.fixture(scope="module")
def project(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """What landing needs of a project, with the made-up round registered."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copy2(root / "dbt_project.yml", folder)
    shutil.copytree(root / "seeds", folder / "seeds")
    register(SECOND, folder)
    return Project(folder)


@pytest.fixture(scope="module")
def codebook(project: Project) -> Codebook:
    return read_codebook(project, SECOND.survey_code)


@pytest.fixture(scope="module")
def submissions() -> list[Submission]:
    return read_submissions(ROUND)


@pytest.fixture(scope="module")
def exports(
    project: Project, codebook: Codebook, submissions: list[Submission], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """The same answers as each tool exports them, from the questionnaires that the command wrote."""
    folder = tmp_path_factory.mktemp("exports")
    limesurvey, xlsform = folder / "questionnaire.txt", folder / "questionnaire.xlsx"
    for tool, path in (("limesurvey", limesurvey), ("xlsform", xlsform)):
        run(project, "questionnaire", "--survey", SECOND.survey_code, "--tool", tool, "-o", str(path))
    paths = {
        "limesurvey": folder / "limesurvey.csv",
        "limesurvey_in_full": folder / "limesurvey_in_full.csv",
        "kobo_csv": folder / "kobo.csv",
        "kobo_xlsx": folder / "kobo_with_groups.xlsx",
    }
    write_limesurvey(limesurvey, codebook, submissions, paths["limesurvey"])
    write_limesurvey(limesurvey, codebook, submissions, paths["limesurvey_in_full"], full_answers_in="fr")
    write_kobo_csv(kobo_records(xlsform, codebook, submissions, with_groups=False), paths["kobo_csv"])
    write_kobo_xlsx(kobo_records(xlsform, codebook, submissions, with_groups=True), paths["kobo_xlsx"])
    return paths


@pytest.fixture(scope="module")
def landed(project: Project, exports: dict[str, Path]) -> dict[str, Path]:
    """The raw folder of each export, its free-text needs coded."""
    folders = {}
    for name, path in exports.items():
        folders[name] = path.parent / name
        options = ["--survey", SECOND.survey_code]
        if name == "limesurvey_in_full":
            options += ["--mapping", str(edited_mapping(project, path))]
        run(project, "land", str(path), *options, "--raw", str(folders[name]))
        run(project, "code-needs", "--raw", str(folders[name]), "--import", str(ROUND / "raw_need_codings.csv"))
    return folders


def edited_mapping(project: Project, export: Path) -> Path:
    """The drafted mapping, in which somebody says that a no is an answer: texts look the same in rows and in boxes."""
    path = export.with_suffix(".yml")
    run(project, "mapping", str(export), "--survey", SECOND.survey_code, "-o", str(path))
    text = path.read_text(encoding="utf-8")
    for question_code in ("performance_contribution", "capacity_building_need"):
        text, count = re.subn(rf"(\n  {question_code}:.*\n    read_as: )ticks", r"\1each_item", text)
        assert count == 1
    path.write_text(text, encoding="utf-8")
    return path


def run(project: Project, *arguments: str) -> None:
    """Run smart-customs in the project; it has to succeed."""
    ended = run_command(project.root, *arguments)
    assert ended.returncode == 0, ended.stderr


def rows_of(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def raw_answers(folder: Path) -> tuple[list[RawRow], set[RawRow]]:
    """Who sent what when, and every answer, without the identifiers, which are the tool's."""
    senders = {
        row["submission_id"]: (
            row["respondent_kind"],
            row["member_code"],
            row["region_code"] if row["respondent_kind"] == "partner_agency" else "",
            row["agency_type_code"],
            row["submitted_at"],
            row["is_partial"] or "false",
        )
        for row in rows_of(folder, "raw_submissions")
    }
    answers = {
        (*senders[row["submission_id"]], row["question_code"], row["item_code"], row["answer"])
        for row in rows_of(folder, "raw_answers")
        if row["answer"]
    }
    return sorted(senders.values()), answers


def given(submissions: list[Submission], tmp_path: Path, *, with_partial: bool) -> tuple[list[RawRow], set[RawRow]]:
    write_raw([one for one in submissions if with_partial or not one.is_partial], ROUND, tmp_path / "given")
    return raw_answers(tmp_path / "given")


def test_the_made_up_answers_have_all_that_could_be_lost(submissions: list[Submission]) -> None:
    answers = [(*key, answer) for one in submissions for key, answer in one.answers.items()]
    assert any(one.is_partial for one in submissions)
    assert any(one.row["agency_type_code"] for one in submissions)
    assert len({one.row["member_code"] for one in submissions}) < len(submissions) - 4, "some Members sent twice"
    assert {answer for question, _, answer in answers if question == "performance_contribution"} == {"yes", "no"}
    texts = {answer for question, _, answer in answers if question == "capacity_building_need_other"}
    assert {"Réseaux", 'A "sandbox"', "Data models, shared"} <= texts
    flagships = [sum(question == "flagship_choice" for question, _ in one.answers) for one in submissions]
    assert max(flagships) == 3
    assert min(flagships) == 0
    assert any(("it_strategy", "") not in one.answers for one in submissions)


@pytest.mark.parametrize("export", ["limesurvey", "limesurvey_in_full"])
def test_limesurvey_gives_back_every_answer(
    landed: dict[str, Path], submissions: list[Submission], tmp_path: Path, export: str
) -> None:
    assert raw_answers(landed[export]) == given(submissions, tmp_path, with_partial=True)


@pytest.mark.parametrize("export", ["kobo_csv", "kobo_xlsx"])
def test_kobo_gives_back_every_answer(
    landed: dict[str, Path], submissions: list[Submission], tmp_path: Path, export: str
) -> None:
    assert raw_answers(landed[export]) == given(submissions, tmp_path, with_partial=False)


# Of the others, the raw answers are compared.
@pytest.mark.parametrize("export", ["limesurvey", pytest.param("kobo_xlsx", marks=slow)])
def test_the_marts_are_those_of_the_same_answers_given_directly(
    module_project: Project, landed: dict[str, Path], submissions: list[Submission], tmp_path: Path, export: str
) -> None:
    register(SECOND, module_project.root)
    write_raw(submissions, ROUND, tmp_path / "given")
    warehouses = []
    for name, folder in {"given": tmp_path / "given", export: landed[export]}.items():
        summary = build(module_project, [folder], release=False)
        assert summary.status == "passed", summary
        # A file keeps its name: DuckDB's views name it.
        (tmp_path / f"built_{name}").mkdir()
        warehouses.append(shutil.copy2(module_project.warehouse, tmp_path / f"built_{name}"))
    for mart, key in KEYS.items():
        assert compare_mart(mart, key, *(duckdb_mart(Path(one), "marts", mart) for one in warehouses)) == []
