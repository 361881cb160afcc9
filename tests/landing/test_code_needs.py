"""`smart-customs code-needs`: free-text needs of a collected round, and the codes that people give them."""

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main
from pipeline.landing.coding import read_needs
from pipeline.landing.coding_file import export_uncoded, read_codes
from pipeline.project import Project

Run = Callable[..., Result]
UNCODED = [("TST2022", "Réseaux", 12), ("TST2022", 'A "sandbox"', 7), ("TST2022", "backup systems", 5)]
ANOTHER = "TST1999"


@pytest.fixture
def raw(root: Path, tmp_path: Path) -> Path:
    """A raw folder with a collected round, coded in part, and a coding of another round."""
    folder = tmp_path / "raw"
    shutil.copytree(root / "tests" / "rounds" / "TST2022", folder)
    with (folder / "raw_need_codings.csv").open("a", encoding="utf-8") as file:
        file.write(f"{ANOTHER},Forecasting,technical_skills\n")
    return folder


@pytest.fixture
def run(root: Path, raw: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run smart-customs code-needs on the raw folder."""
    monkeypatch.chdir(root)

    def run_on_folder(*arguments: object) -> Result:
        return CliRunner().invoke(main, ["code-needs", "--raw", str(raw), *map(str, arguments)])

    return run_on_folder


def codings(raw: Path) -> list[tuple[str, str, str]]:
    with (raw / "raw_need_codings.csv").open(encoding="utf-8", newline="") as file:
        return [(row["survey_code"], row["answer"], row["need_code"]) for row in csv.DictReader(file)]


def write(path: Path, *rows: tuple[str, str, str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("survey_code", "answer", "need_code"), *rows])
    return path


def test_uncoded_texts_are_listed_with_how_often_they_were_answered(run: Run) -> None:
    listed = run()
    assert (listed.exit_code, listed.stderr) == (0, "")
    assert "6 free-text needs of TST2022, 3 without a code" in listed.stdout
    assert "Backup systems" not in listed.stdout, "is coded; a text that differs by a capital is another"
    assert "cybersecurity_awareness" in listed.stdout
    as_json = json.loads(run("--json", "--survey", "TST2022").stdout)
    assert [(row["survey_code"], row["text"], row["answer_count"]) for row in as_json] == UNCODED


def test_synthetic_answers_need_no_coding(root: Path) -> None:
    assert read_needs(Project(root), root / "seeds" / "raw").written == ()


def test_codes_come_back_from_the_exported_file_and_other_rows_stay(run: Run, raw: Path, tmp_path: Path) -> None:
    before = codings(raw)
    path = tmp_path / "needs.csv"
    assert run("--export", path).exit_code == 0
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf"), "without it a spreadsheet garbles the accents"
    # As a French spreadsheet saves it.
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["need_code"] for row in rows] == ["", "", ""]
    assert all("one of technical_skills, cybersecurity_awareness" in row["expected"] for row in rows)
    rows[0]["need_code"], rows[1]["need_code"] = "technical_skills", "process_governance"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=";", lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)
    taken = run("--import", path)
    assert (taken.exit_code, taken.stderr) == (0, "")
    assert "2 coded, 0 coded anew, 0 as they were" in taken.stdout
    assert "6 free-text needs of TST2022, 1 without a code" in taken.stdout
    new = [("TST2022", 'A "sandbox"', "process_governance"), ("TST2022", "Réseaux", "technical_skills")]
    assert codings(raw) == [*before, *new]
    first = (raw / "raw_need_codings.csv").read_bytes()
    assert "0 coded, 0 coded anew, 2 as they were" in run("--import", path).stdout
    assert (raw / "raw_need_codings.csv").read_bytes() == first


def test_one_text_is_coded_and_coded_anew(run: Run, raw: Path) -> None:
    before = codings(raw)
    assert "1 coded" in run("--text", "Réseaux", "--need", "technical_skills").stdout
    assert "1 coded anew" in run("--text", "Réseaux", "--need", "project_management").stdout
    assert codings(raw) == [*before, ("TST2022", "Réseaux", "project_management")]


def test_a_folder_without_codings_gets_a_file_of_them(run: Run, raw: Path) -> None:
    (raw / "raw_need_codings.csv").unlink()
    assert "6 without a code" in run().stdout
    assert run("--text", "backup systems", "--need", "technical_skills").exit_code == 0
    assert codings(raw) == [("TST2022", "backup systems", "technical_skills")]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (("TST2022", "Réseaux", "skills"), "row 3, column need_code: found 'skills', expected one of technical_skills"),
        (("TST2022", "reseaux", "technical_skills"), "row 3, column answer: found 'reseaux', expected a text exactly"),
        (("TST2023", "Réseaux", "technical_skills"), "row 3, column answer: found 'Réseaux', expected a text exactly"),
        (
            ("TST2022", 'A "sandbox"', "project_management"),
            "row 3, column need_code: found 'project_management' for a text that is 'technical_skills' in a row above",
        ),
    ],
)
def test_a_file_with_a_fault_is_refused_whole(
    run: Run, raw: Path, tmp_path: Path, row: tuple[str, str, str], expected: str
) -> None:
    before = codings(raw)
    path = write(tmp_path / "needs.csv", ("TST2022", 'A "sandbox"', "technical_skills"), row)
    refused = run("--import", path)
    assert (refused.exit_code, refused.stdout) == (2, "")
    (line,) = refused.stderr.splitlines()
    assert line.startswith("Error: ")
    assert expected in line
    assert codings(raw) == before


def test_every_fault_of_a_file_is_told(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "needs.csv", ("TST2022", "no such", "skills"), ("TST2022", "Réseaux", "Skills"))
    assert [line.split(":")[1].split(", ", 1)[1] for line in run("--import", path).stderr.splitlines()] == [
        "row 2, column answer", "row 2, column need_code", "row 3, column need_code",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            b"survey_code,answer\nTST2022,x\n",
            "row 1: found no column need_code, expected survey_code, answer, need_code",
        ),
        (b"", "row 1: found no column survey_code, answer, need_code"),
        ("survey_code,answer,need_code\nTST2022,Réseaux,x\n".encode("cp1252"), "found a byte that is not UTF-8"),
        (b'survey_code,answer,need_code\nTST2022,"a" b,x\n', "row 2: found broken quotes"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(run: Run, tmp_path: Path, content: bytes, expected: str) -> None:
    path = tmp_path / "needs.csv"
    path.write_bytes(content)
    refused = run("--import", path)
    assert refused.exit_code == 2
    (line,) = refused.stderr.splitlines()
    assert expected in line


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("--survey", "TST2023"), "Error: --survey: found no collected answers of TST2023"),
        (("--text", "Réseaux"), "Error: code-needs: found no --need"),
        (("--text", "Réseaux", "--need", "skills"), "Error: --need: found 'skills', expected one of"),
        (("--text", "Reseaux", "--need", "technical_skills"), "Error: --text: found 'Reseaux', expected a text"),
        (("--json", "--export", "x.csv"), "Error: code-needs: expected one of --json, --export"),
        (("--export", "nowhere/x.csv"), "Error: --export: found no folder nowhere"),
        (("--import", "nowhere.csv"), "Error: --import: nowhere.csv cannot be read"),
        (("--raw", "nowhere"), "Error: nowhere: found no such folder, expected one with raw answers"),
    ],
)
def test_wrong_use_is_told_in_one_line(run: Run, arguments: tuple[str, ...], expected: str) -> None:
    refused = run(*arguments)
    assert (refused.exit_code, refused.stdout) == (2, "")
    (line,) = refused.stderr.splitlines()
    assert line.startswith(expected)


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("raw_answers.csv", None, "raw_answers.csv: found no such file"),
        ("raw_answers.csv", b"survey_code,answer\n", "raw_answers.csv, row 1: found other columns"),
        ("raw_need_codings.csv", b"survey_code,answer,need_code\nTST2022\n", "row 2: found 1 fields, expected 3"),
        ("raw_submissions.csv", b"\xff\xfe", "raw_submissions.csv: found what is no raw file"),
    ],
)
def test_a_broken_raw_file_is_told_in_one_line(
    run: Run, raw: Path, name: str, content: bytes | None, expected: str
) -> None:
    if content is None:
        (raw / name).unlink()
    else:
        (raw / name).write_bytes(content)
    refused = run()
    assert (refused.exit_code, refused.stdout) == (2, "")
    (line,) = refused.stderr.splitlines()
    assert expected in line


def test_a_text_that_looks_like_a_formula_comes_back_as_it_was_written(root: Path, raw: Path, tmp_path: Path) -> None:
    texts = ("=1+1", "- backups", "'quoted'", "two\nlines", "a;b;c;d")
    with (raw / "raw_answers.csv").open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(
            ("TST2022", f"N{number}", "capacity_building_need_other", "", text) for number, text in enumerate(texts)
        )
    project = Project(root)
    needs = read_needs(project, raw)
    path = tmp_path / "needs.csv"
    export_uncoded(project, needs, path)
    content = path.read_text(encoding="utf-8-sig")
    assert ",=1+1," not in content
    path.write_text(content.replace(',,"one of', ',technical_skills,"one of'), encoding="utf-8")
    assert {text for _, text in read_codes(project, needs, path)} >= set(texts)
