"""`smart-customs land` and `smart-customs mapping` as a user runs them."""

import json
import threading
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import click
import pytest
import writers
from click.testing import CliRunner, Result

from pipeline.cli import main
from pipeline.locking import one_at_a_time
from pipeline.project import Project
from tests.landing.missing import ALLOW_MISSING

Run = Callable[..., Result]
Tidy = Callable[..., Path]
HEADINGS = ("submission_id", "submitted_at", "member_code", "it_strategy", "maturity_level", "email")
FRANCE = ("1", "2026-03-05T10:00:00Z", "FRA", "yes", "3", "someone@example.org")
BAD = ("2", "2026-03-05T10:00:00Z", "Atlantis", "yes", "9", "someone@example.org")


@pytest.fixture
def run(project: Project, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in the project."""
    monkeypatch.chdir(project.root)

    def run_in_project(command: str, *arguments: object) -> Result:
        missing = ALLOW_MISSING if command == "land" else ()
        return CliRunner().invoke(main, [command, *map(str, arguments), *missing, "--survey", "SCS2026"])

    return run_in_project


def files_of(project: Project) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in project.landed_raw.rglob("*") if path.is_file()}


def test_a_landing_says_what_was_mapped_dropped_counted_written_and_what_is_next(run: Run, tidy: Tidy) -> None:
    landed = run("land", tidy(HEADINGS, FRANCE, BAD))
    assert landed.exit_code == 0
    for text in (
        "export.csv: an export of tidy, landed as SCS2026",
        "it_strategy",
        "Not in the file: technology_status, expected_impact",
        "every response is taken for a Member's",
        "Dropped, personal: F 'email'",
        "2 responses: 1 landed, 0 partial, 0 empty, 0 duplicate, 1 rejected",
        "  data/raw/raw_submissions.csv",
        "look through data/raw/rejects.csv",
    ):
        assert text in landed.stdout
    assert landed.stdout.endswith("  smart-customs build\n")
    (warning,) = landed.stderr.splitlines()
    assert warning.startswith("Warning: export.csv: 1 rejected: unknown answer in column 'member_code', first in row 3")
    again = run("land", tidy(HEADINGS, FRANCE, BAD))
    assert again.exit_code == 0
    assert "Nothing changed: this file was landed before" in again.stdout


def test_a_landing_is_told_as_json(run: Run, tidy: Tidy) -> None:
    told = json.loads(run("land", tidy(HEADINGS, FRANCE, BAD), "--json").stdout)
    counts = [told[f"{fate}_count"] for fate in ("landed", "partial", "empty", "duplicate", "rejected")]
    assert (counts, told["response_count"]) == ([1, 0, 0, 0, 1], 2)
    assert told["dropped"] == {"personal": ["email"]}
    assert told["rejected"][0]["first_row"] == 3
    assert "data/raw/raw_answers.csv" in told["files"]


def test_strictly_a_rejected_response_exits_with_2(run: Run, project: Project, tidy: Tidy) -> None:
    refused = run("land", tidy(HEADINGS, FRANCE, BAD), "--strict")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr.startswith("Error: export.csv: found 1 of 2 responses that cannot be landed")
    assert files_of(project) == {}


def test_another_raw_folder_is_written_and_named_for_the_build(run: Run, tidy: Tidy, tmp_path: Path) -> None:
    landed = run("land", tidy(HEADINGS, FRANCE), "--raw", tmp_path / "elsewhere")
    assert landed.stdout.endswith(f"  smart-customs build --raw {tmp_path / 'elsewhere'}\n")
    assert (tmp_path / "elsewhere" / "raw_submissions.csv").exists()


def test_a_mapping_is_drafted_edited_and_given(run: Run, project: Project, tidy: Tidy, tmp_path: Path) -> None:
    path = tidy(
        ("id", "submitted_at", "Pays", "Stratégie", "Niveau"), ("1", "2026-03-05T10:00:00Z", "France", "Oui", "A")
    )
    refused = run("land", path)
    assert refused.exit_code == 2
    assert "found no column for it_strategy" in refused.stderr
    mapping = tmp_path / "mapping.yml"
    drafted = run("mapping", path, "-o", mapping)
    assert drafted.exit_code == 0
    assert drafted.stdout.startswith("1 questions mapped, in ")
    assert drafted.stderr.startswith("To decide: export.csv, row 1: found no column for it_strategy")
    drafted_text = mapping.read_text(encoding="utf-8")
    assert run("mapping", path).stdout == drafted_text
    edited = drafted_text.replace('"Stratégie": null', '"Stratégie": it_strategy')
    edited = edited.replace('"Niveau": null', '"Niveau": maturity_level')
    mapping.write_text(f"{edited}  maturity_level:\n    answers: {{A: 4}}\n", encoding="utf-8")
    landed = run("land", path, "--mapping", mapping)
    assert landed.exit_code == 0, landed.stderr
    answers = (project.landed_raw / "raw_answers.csv").read_text(encoding="utf-8")
    assert answers.endswith("SCS2026,1,it_strategy,,yes\nSCS2026,1,maturity_level,,4\n")


ROW = ",".join(FRANCE)
TOP = ",".join(HEADINGS)
Make = Callable[[Path], Path]


def table(*rows: tuple[str, ...], headings: tuple[str, ...] = HEADINGS) -> Make:
    return lambda folder: writers.tidy_csv(folder / "e.csv", headings, rows)


def content(*parts: bytes, name: str = "e.csv") -> Make:
    def write(folder: Path) -> Path:
        (folder / name).write_bytes(b"".join(parts))
        return folder / name

    return write


def zip_bomb(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "e.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", bytes(60_000_000))
    return folder / "e.xlsx"


TWO_ENCODINGS = content(f"{TOP}\n{ROW}Réseau\n".encode(), f"{ROW}Réseau é\n".encode("cp1252"))
BAD_FILES: dict[str, tuple[Make, tuple[str, ...], str]] = {
    "another tool": (table(FRANCE), ("--tool", "qualtrics"), "expected an export of qualtrics"),
    "no such file": (lambda folder: folder / "none.csv", (), "found no such file"),
    "no response": (table(), ("--replace",), "found headings and no response"),
    "nothing": (content(b""), (), "expected"),
    "a heading twice": (table((*FRANCE, "yes"), headings=(*HEADINGS, "it_strategy")), (), "'it_strategy'"),
    "two headings of one question": (
        table((*FRANCE, "yes"), headings=(*HEADINGS, "ITSTRATEGY")),
        (),
        "found 2 columns that match it_strategy",
    ),
    "a ragged row": (content(f"{TOP}\n{ROW}\n{ROW},x\n".encode()), (), "row 3"),
    "two encodings": (TWO_ENCODINGS, (), "found another encoding"),
    "no required question": (table(FRANCE[:4], headings=HEADINGS[:4]), (), "found no column for maturity_level"),
    "a huge cell": (content(f"{TOP}\n{ROW}".encode(), b"x" * 3_000_000), (), "row 2"),
    "a broken workbook": (content(b"PK\x03\x04", bytes(500), name="e.xlsx"), (), "expected"),
    "a zip bomb": (zip_bomb, (), "expected"),
    "a picture": (content(b"\x89PNG\r\n\x1a\n", bytes(range(256))), (), "expected"),
    "two ways": (table(FRANCE), ("--append", "--replace"), "found both"),
    "no such zone": (table(FRANCE), ("--timezone", "Mars"), "found 'Mars'"),
    "no such mapping": (table(FRANCE), ("--mapping", "none.yml"), "none.yml: cannot be read"),
}


@pytest.mark.parametrize(("make", "options", "expected"), BAD_FILES.values(), ids=BAD_FILES)
def test_a_file_that_cannot_be_landed_is_refused_and_the_raw_files_stay(
    run: Run,
    project: Project,
    tidy: Tidy,
    tmp_path: Path,
    make: Make,
    options: tuple[str, ...],
    expected: str,
) -> None:
    run("land", tidy(HEADINGS, FRANCE))
    before = files_of(project)
    assert before
    refused = run("land", make(tmp_path), *options)
    assert refused.exit_code == 2
    assert refused.exception is None or isinstance(refused.exception, SystemExit)
    errors = [line for line in refused.stderr.splitlines() if line.startswith("Error: ")]
    assert len(errors) == 1
    assert expected in errors[0]
    assert refused.stdout == ""
    assert files_of(project) == before


def test_a_landing_waits_for_a_build_to_end(run: Run, project: Project, tidy: Tidy) -> None:
    path = tidy(HEADINGS, FRANCE)
    landed: list[Result] = []
    waiting = threading.Thread(target=lambda: landed.append(run("land", path)))
    with one_at_a_time(project, lambda _: None, "nobody"):
        waiting.start()
        time.sleep(1)
        assert not files_of(project)
    waiting.join(timeout=30)
    assert landed[0].exit_code == 0
    assert "Waiting for a build or a landing" in landed[0].stderr


@pytest.mark.parametrize("name", ["land", "mapping"])
def test_the_commands_say_what_each_option_does(name: str) -> None:
    command = main.commands[name]
    assert command.help
    for parameter in command.params:
        assert isinstance(parameter, click.Argument) or getattr(parameter, "help", None), parameter.name
