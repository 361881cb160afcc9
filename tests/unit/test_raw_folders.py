"""A survey in a later raw folder replaces that survey of an earlier one, whole."""

import csv
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.project import Project
from pipeline.seeds.codebook import check_codebook
from pipeline.seeds.raw import RAW_ANSWERS, RAW_NAMES, RAW_SUBMISSIONS, raw_schemas, read_raw_answers


@pytest.fixture
def project(tmp_path: Path, root: Path) -> Project:
    shipped = tmp_path / "seeds" / "raw"
    shipped.mkdir(parents=True)
    for raw_name in RAW_NAMES:
        (shipped / f"{raw_name}.yml").write_text((root / "seeds" / "raw" / f"{raw_name}.yml").read_text())
    project = Project(tmp_path)
    write_raw(project, shipped, {"SCS2024": ["S1", "S2"]})
    return project


def write_raw(project: Project, folder: Path, surveys: dict[str, list[str]]) -> None:
    """Raw files with one answer per submission."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = [
        {"survey_code": survey_code, "submission_id": submission_id, "question_code": "it_strategy", "answer": "yes"}
        for survey_code, submission_ids in surveys.items()
        for submission_id in submission_ids
    ]
    for raw_name, schema in raw_schemas(project).items():
        with (folder / f"{raw_name}.csv").open("w", newline="") as file:
            writer = csv.DictWriter(file, schema.columns, extrasaction="ignore", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows if raw_name != "raw_need_codings" else [])


def submissions(raw) -> set[tuple[str, str]]:
    return {
        (row.row.values["survey_code"], row.row.values["submission_id"])
        for raw_name in (RAW_SUBMISSIONS, RAW_ANSWERS)
        for row in raw.rows[raw_name]
    }


def test_what_is_shipped_alone_is_read_in_place(project: Project) -> None:
    raw = read_raw_answers(project)
    assert raw.is_shipped_only
    assert submissions(raw) == {("SCS2024", "S1"), ("SCS2024", "S2")}
    assert [file for file, _ in raw.files] == [f"seeds/raw/{raw_name}.csv" for raw_name in RAW_NAMES]


def test_a_later_folder_replaces_its_surveys_whole_and_adds_new_ones(project: Project, tmp_path: Path) -> None:
    write_raw(project, project.landed_raw, {"SCS2024": ["L1"], "SCS2026": ["L2"]})
    write_raw(project, tmp_path / "given", {"SCS2026": ["G1", "G2"]})
    raw = read_raw_answers(project, [tmp_path / "given"])
    assert not raw.is_shipped_only
    assert submissions(raw) == {("SCS2024", "L1"), ("SCS2026", "G1"), ("SCS2026", "G2")}


def test_a_folder_without_need_codings_will_do(project: Project, tmp_path: Path) -> None:
    write_raw(project, tmp_path / "given", {"SCS2026": ["G1"]})
    (tmp_path / "given" / "raw_need_codings.csv").unlink()
    assert ("SCS2026", "G1") in submissions(read_raw_answers(project, [tmp_path / "given"]))


def test_an_empty_landing_folder_is_no_raw_folder(project: Project) -> None:
    project.landed_raw.mkdir(parents=True)
    assert read_raw_answers(project).is_shipped_only


def test_what_is_no_raw_answers_is_named_and_not_read(project: Project) -> None:
    project.landed_raw.mkdir(parents=True)
    (project.landed_raw / "notes.txt").write_text("")
    raw = read_raw_answers(project)
    assert raw.is_shipped_only
    assert raw.not_read == ["data/raw/notes.txt"]


def test_landed_answers_in_capitals_are_not_passed_over(project: Project) -> None:
    project.landed_raw.mkdir(parents=True)
    (project.landed_raw / "RAW_ANSWERS.CSV").write_text("")
    with pytest.raises(InputError, match=r"data/raw/RAW_ANSWERS\.CSV: found capitals in the name"):
        read_raw_answers(project)


@pytest.mark.parametrize("target", ["nowhere", "raw"])
def test_a_landing_folder_that_leads_nowhere_is_a_fault(project: Project, target: str) -> None:
    project.landed_raw.parent.mkdir(parents=True)
    project.landed_raw.symlink_to(target)
    with pytest.raises(InputError, match="expected a folder with raw answers; check the path"):
        read_raw_answers(project)


def test_the_faults_of_all_folders_are_told_at_once(project: Project, tmp_path: Path) -> None:
    (project.shipped_raw / "raw_answers.csv").write_text("survey_code\nSCS2024,x\n")
    with pytest.raises(InputError) as refused:
        read_raw_answers(project, [tmp_path / "nowhere"])
    lines = refused.value.lines
    assert any("seeds/raw/raw_answers.csv, row 1: found no column answer" in line for line in lines)
    assert any(
        line.endswith("nowhere: found no such folder, expected a folder with raw answers; check the path")
        for line in lines
    )


def test_the_assembled_seeds_hold_what_was_read(project: Project, tmp_path: Path) -> None:
    write_raw(project, tmp_path / "given", {"SCS2026": ['G "1",\nline']})
    (project.seeds / "codebook").mkdir()
    (project.seeds / "codebook" / "regions.csv").write_text("region_code\nESA\n")
    read_raw_answers(project, [tmp_path / "given"]).assemble(project, tmp_path / "assembled")
    with (tmp_path / "assembled" / "raw" / "raw_submissions.csv").open(newline="") as file:
        assert [row["submission_id"] for row in csv.DictReader(file)] == ["S1", "S2", 'G "1",\nline']
    assert (tmp_path / "assembled" / "codebook" / "regions.csv").exists()
    assert (tmp_path / "assembled" / "raw" / "raw_answers.yml").exists()


def test_rows_are_found_by_key_and_empty_is_null(project: Project) -> None:
    raw = read_raw_answers(project)
    key = {"survey_code": "SCS2024", "submission_id": "S2", "question_code": "it_strategy", "item_code": None}
    (found,) = raw.rows_of(RAW_ANSWERS, key)
    assert (found.file, found.row.line) == ("seeds/raw/raw_answers.csv", 3)


def test_a_folder_that_is_given_twice_is_read_once_and_named_without_its_path(project: Project, tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    write_raw(project, outside, {"SCS2026": ["G1"]})
    files = [file for file, _ in read_raw_answers(project, [outside, outside / ".." / outside.name]).files]
    assert files[3:] == [f"{outside.name}/{raw_name}.csv" for raw_name in RAW_NAMES]


def test_a_codebook_seed_without_its_columns_is_a_fault(project: Project) -> None:
    (project.seeds / "codebook").mkdir()
    (project.seeds / "codebook" / "surveys.csv").write_text("survey_code\nSCS2024\n")
    with pytest.raises(InputError, match=r"codebook/surveys.yml: found no such file, expected the columns of"):
        check_codebook(project)
