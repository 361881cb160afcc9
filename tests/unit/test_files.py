"""Files appear whole or not at all."""

from pathlib import Path

import pytest

from pipeline.files import sha256_of, write_text, written_together, written_whole


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


def test_files_take_their_places_together_new_ones_too(tmp_path: Path) -> None:
    there, new, untouched = tmp_path / "there.csv", tmp_path / "new.csv", tmp_path / "untouched.csv"
    there.write_text("old")
    untouched.write_text("old")
    with written_together([there, new, untouched]) as staged:
        staged[there].write_text("new")
        staged[new].write_text("new")
        assert (there.read_text(), new.exists()) == ("old", False)
    assert (there.read_text(), new.read_text(), untouched.read_text()) == ("new", "new", "old")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new.csv", "there.csv", "untouched.csv"]


def test_files_of_which_one_cannot_take_its_place_stay_as_they_were(tmp_path: Path) -> None:
    there, new, folder = tmp_path / "there.csv", tmp_path / "new.csv", tmp_path / "folder.csv"
    there.write_text("old")

    def fail_at_the_last() -> None:
        with written_together([there, new, folder]) as staged:
            for temporary in staged.values():
                temporary.write_text("new")
            (folder / "in the way").mkdir(parents=True)

    with pytest.raises(OSError, match="directory"):
        fail_at_the_last()
    assert there.read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder.csv", "there.csv"]
