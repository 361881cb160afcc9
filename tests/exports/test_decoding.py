"""Which encoding a file has: known throughout, or refused with the row where it changes."""

from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.exports import decoding
from pipeline.exports.decoding import find_encoding


@pytest.fixture(params=[1 << 20, 5], ids=["one chunk", "chunks of five bytes"], autouse=True)
def chunk_bytes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Letters of several bytes lie across chunks."""
    monkeypatch.setattr(decoding, "_CHUNK_BYTES", request.param)


def write(folder: Path, content: bytes) -> Path:
    path = folder / "export.csv"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"id,q1\n1,plain\n", "utf-8"),
        ("id,q1\n1,Où ça – 5 € ЖД\n".encode(), "utf-8"),
        ("id,q1\n1,Où ça\n".encode("utf-8-sig"), "utf-8-sig"),
        ("id,q1\n1,Où ça\n".encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + "id,q1\n1,Où ça\n".encode("utf-16-be"), "utf-16"),
        ("id,q1\n1,Où ça – 5 €\n".encode("cp1252"), "windows-1252"),
        ("id,q1\n1,« PAYÉ », OÙ\xa0?, « é\xa0» “été”\n".encode("cp1252"), "windows-1252"),
        (b"id,q1\n1,cut off \xc3", "windows-1252"),
    ],
)
def test_the_encoding_is_found(tmp_path: Path, content: bytes, expected: str) -> None:
    path = write(tmp_path, content)
    assert find_encoding(path) == expected
    assert path.read_text(encoding=expected)


@pytest.mark.parametrize(
    ("content", "expected_fault"),
    [
        pytest.param(b"", "found an empty file", id="empty"),
        pytest.param(b" \r\n\n", "found nothing but blank lines", id="blank"),
        pytest.param("\n \n".encode("utf-16"), "found nothing but blank lines", id="blank UTF-16"),
        pytest.param(
            "id,q1\n1,été\n".encode() + "2,été\n".encode("cp1252"),
            "row 3: found another encoding than before (UTF-8 in row 2, single bytes in row 3)",
            id="UTF-8, then single bytes",
        ),
        pytest.param(
            b"id,q1\n1,\xe9t\xe9\n2,x\n" + "3,été\n".encode(),
            "row 4: found another encoding than before (UTF-8 in row 4, single bytes in row 2)",
            id="single bytes, then UTF-8",
        ),
        pytest.param(
            b"id,q1\n1,\xe9t\xe9\n" + "2,Жду\n".encode(), "row 3: found another encoding", id="another script later"
        ),
        pytest.param(
            b"id,q1\n1,\xe9t\xe9\n" + "2,“x”\n".encode(), "row 3: found another encoding", id="typographic quotes later"
        ),
        pytest.param(b"id,q1\n1,\x81x\n", "row 2: found the byte 0x81, which is neither UTF-8", id="neither"),
        pytest.param(b"id,q1\n1,a\x00b\n", "row 2: found the control byte 0x00", id="NUL"),
        pytest.param(b"id,q1\n1,a\x1b[2J\n", "row 2: found the control byte 0x1b", id="escape"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00", "found the control byte", id="a picture"),
        pytest.param("id\n\x00".encode("utf-16"), "row 2: found the control byte 0x00", id="NUL in UTF-16"),
        pytest.param(
            "id,q1\n1".encode("utf-16") + b"x", "found bytes that are not UTF-16", id="half a letter of UTF-16"
        ),
    ],
)
def test_what_is_no_text_in_one_encoding_is_refused_with_its_row(
    tmp_path: Path, content: bytes, expected_fault: str
) -> None:
    with pytest.raises(InputError) as error:
        find_encoding(write(tmp_path, content))
    (line,) = error.value.lines
    assert expected_fault in line
    assert "export.csv" in line
