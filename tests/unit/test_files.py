"""Files appear whole or not at all."""

from pathlib import Path

import pytest

from pipeline.files import sha256_of, write_text, written_whole


def test_a_file_that_fails_while_it_is_written_leaves_the_old_one_and_no_rest(tmp_path: Path) -> None:
    path = tmp_path / "current.json"
    write_text(path, "old")

    def fail_half_way() -> None:
        with written_whole(path) as temporary:
            temporary.write_text("ne")
            raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        fail_half_way()
    assert path.read_text() == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["current.json"]


def test_text_is_written_as_utf_8_with_its_own_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "text.csv"
    write_text(path, "Côte d'Ivoire\n")
    assert path.read_bytes() == "Côte d'Ivoire\n".encode()
    assert sha256_of(path) == "e3beefdd441f8686232d251bc3d948e83af05cf51a53d66f14fc2b8e559331c4"
