"""Nothing that may hold answers is passed over in a raw folder, and nothing is opened that is not a file."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.files import read_regular
from pipeline.seeds.folders import look_into
from pipeline.seeds.raw import RAW_NAMES


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A raw folder with one table as CSV and one as Parquet in parts."""
    folder = tmp_path / "raw"
    (folder / "raw_answers.parquet" / "survey_code=A").mkdir(parents=True)
    (folder / "raw_submissions.csv").write_text("survey_code\n")
    (folder / "raw_answers.parquet" / "survey_code=A" / "part-0.parquet").write_text("")
    return folder


def faults(folder: Path) -> list[str]:
    return look_into(folder, RAW_NAMES, "raw").faults


def test_a_folder_as_it_should_be_has_no_faults(folder: Path) -> None:
    for name in (".DS_Store", "rejects.csv", "raw_answers.yml"):
        (folder / name).write_text("")
    for name in ("_SUCCESS", "_metadata", ".part-0.parquet.crc"):
        (folder / "raw_answers.parquet" / name).write_text("")
    found = look_into(folder, RAW_NAMES, "raw")
    assert (found.has_tables, found.faults, found.not_read) == (True, [], [])


def test_whatever_else_lies_there_is_named(folder: Path) -> None:
    others = [folder / "answers.xlsx", folder / "raw_answers.csv.bak", folder / "raw_answers.parquet" / "notes.txt"]
    for path in others:
        path.write_text("")
    found = look_into(folder, RAW_NAMES, "raw")
    assert (found.faults, sorted(found.not_read)) == ([], sorted(others))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("RAW_NEED_CODINGS.CSV", "raw/RAW_NEED_CODINGS.CSV: found capitals in the name, expected raw_need_codings.csv"),
        ("raw_answers.parquet/b.PARQUET", "raw/raw_answers.parquet/b.PARQUET: found capitals in the name's ending"),
        ("raw_answers.parquet/_temporary", "found what an unfinished write left, expected none"),
    ],
)
def test_what_may_hold_answers_and_would_not_be_read_is_a_fault(folder: Path, name: str, expected: str) -> None:
    (folder / name).write_text("")
    (fault,) = faults(folder)
    assert expected in fault


def _link_to_nowhere(path: Path) -> None:
    path.symlink_to(path.with_name("nowhere"))


def _loop(path: Path) -> None:
    path.symlink_to(path)


def _device(path: Path) -> None:
    path.symlink_to("/dev/zero")


NO_FILES: dict[str, tuple[Callable[[Path], None], str]] = {
    "link to nowhere": (_link_to_nowhere, "found a link that leads nowhere"),
    "loop": (_loop, "found too many levels of symbolic links"),
    "device": (_device, "found a device"),
    "pipe": (os.mkfifo, "found a named pipe"),
}


@pytest.mark.parametrize("name", ["raw_need_codings.csv", "raw_answers.parquet/part-1.parquet"])
@pytest.mark.parametrize("kind", NO_FILES)
def test_what_is_no_file_is_a_fault(folder: Path, name: str, kind: str) -> None:
    make, expected = NO_FILES[kind]
    make(folder / name)
    (fault,) = faults(folder)
    assert f"raw/{name}: {expected}" in fault


def test_a_linked_folder_of_parts_is_a_fault(folder: Path, tmp_path: Path) -> None:
    """What reads the parts does not go through links."""
    (tmp_path / "elsewhere").mkdir()
    (folder / "raw_answers.parquet" / "survey_code=B").symlink_to(tmp_path / "elsewhere")
    (fault,) = faults(folder)
    assert "survey_code=B: found a link to a folder, expected the folder itself" in fault


@pytest.mark.parametrize("kind", NO_FILES)
def test_a_raw_folder_that_is_none_is_a_fault(tmp_path: Path, kind: str) -> None:
    make, expected = NO_FILES[kind]
    make(tmp_path / "raw")
    (fault,) = faults(tmp_path / "raw")
    assert fault == f"raw: {expected}, expected a folder with raw answers; check the path"


@pytest.mark.parametrize("kind", NO_FILES)
def test_nothing_but_a_file_is_read(tmp_path: Path, kind: str) -> None:
    """At once: a pipe that is opened waits for ever, and a device never ends."""
    make, _ = NO_FILES[kind]
    make(tmp_path / "file")
    with pytest.raises(OSError, match="file"):
        read_regular(tmp_path / "file", at_most=100)


def test_a_file_of_more_bytes_than_expected_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x" * 101)
    with pytest.raises(OSError, match="101 bytes are more than the 100"):
        read_regular(tmp_path / "file", at_most=100)
    assert len(read_regular(tmp_path / "file", at_most=101)) == 101
